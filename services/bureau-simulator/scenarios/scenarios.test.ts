import t, { type Test } from 'tap'
import { newFilingXml, type FilingWish } from '../testing/new-filing-xml.ts'
import { startBureau, type TestBureau } from '../testing/start-bureau.ts'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

async function startWith (t: Test, ...wishes: FilingWish[]): Promise<TestBureau> {
  const bureau = await startBureau()
  t.after(bureau.close)
  for (const [at, wish] of wishes.entries()) await bureau.provider.upload(newFilingXml(wish), at + 1)
  return bureau
}

/** What the files say, short enough to compare: codes, decisions, registered data. */
function gist (files: { xml: string }[]): string[] {
  return files.map(({ xml }) => [...xml.matchAll(/<Jgdm>(\d+)|<(Shjg>\d)|<(BASJ)/g)].map((found) => found[1] ?? found[2] ?? found[3]).join(' '))
}

t.test('#refuse: the reviewer refuses with that text', async (t) => {
  const { provider, after } = await startWith(t, { siteName: '示例网站#refuse:网站名称过于宽泛' })
  await after(3 * DAY_MS)
  const files = await provider.drain()
  t.same(gist(files), ['1002 Shjg>0'])
  t.match(files[0]?.xml, '<Shyj>网站名称过于宽泛</Shyj>')
})

t.test('#errors: the machine returns those codes in one result', async (t) => {
  const { provider, after } = await startWith(t, { organisation: '示例公司#errors:1004,1041' })
  await after(60_000)
  t.same(gist(await provider.drain()), ['1004 1041'])
})

t.test('#sms-timeout: it comes back a day after the SMS, not earlier', async (t) => {
  const { provider, after } = await startWith(t, { remark: '#sms-timeout' })
  await after(60_000 + DAY_MS - 1)
  t.same(await provider.drain(), [])
  await after(60_000 + DAY_MS)
  const files = await provider.drain()
  t.same(gist(files), ['1999'])
  t.match(files[0]?.xml, '短信核验超时，退回接入服务单位')
})

t.test('#sms-timeout@1: the first attempt comes back, the same filing sent again goes through', async (t) => {
  const { provider, after } = await startWith(t, { siteRemark: '#sms-timeout@1' })
  await after(2 * DAY_MS)
  t.same(gist(await provider.drain()), ['1999'])
  await provider.upload(newFilingXml({ ispZtid: '1002', siteRemark: '#sms-timeout@1' }), 2)
  await after(5 * DAY_MS)
  t.same(gist(await provider.drain()), ['1001 Shjg>1', 'BASJ'])
})

t.test('#sms-fail: five wrong codes return the request', async (t) => {
  const { provider, after, control } = await startWith(t, { siteRemark: '#sms-fail' })
  await after(60_000 + HOUR_MS)
  t.match((await provider.drain())[0]?.xml, '短信核验失败')
  t.match(await control('GET', 'sms'), { body: { messages: [{ state: 'failed' }, { state: 'failed' }] } })
})

t.test('#slow: the reviewer takes so many days', async (t) => {
  const { provider, after } = await startWith(t, { siteRemark: '#slow:5' })
  await after(5 * DAY_MS)
  t.same(await provider.drain(), [])
  await after(5 * DAY_MS + 2 * HOUR_MS)
  t.equal((await provider.drain()).length, 2)
})

t.test('#silent: nothing comes, until somebody decides', async (t) => {
  const { provider, after, control } = await startWith(t, { siteRemark: '#silent' })
  await after(365 * DAY_MS)
  t.same(await provider.drain(), [])
  await control('POST', 'decide', { requestId: 'r1', pass: true })
  t.same(gist(await provider.drain()), ['1001 Shjg>1', 'BASJ'])
})

t.test('#dup: every file comes twice under different names', async (t) => {
  const { provider, after } = await startWith(t, { siteRemark: '#dup' })
  await after(3 * DAY_MS)
  const files = await provider.drain()
  t.same(gist(files), ['1001 Shjg>1', '1001 Shjg>1', 'BASJ', 'BASJ'])
  t.equal(new Set(files.map(({ fileName }) => fileName)).size, 4)
  t.equal(files[2]?.xml, files[3]?.xml, 'with the same numbers')
})

t.test('#split: result and decision come in two files', async (t) => {
  const { provider, after } = await startWith(t, { siteRemark: '#split' })
  await after(3 * DAY_MS)
  t.same(gist(await provider.drain()), ['1001', 'Shjg>1', 'BASJ'])
})

t.test('#reorder: registered data first, and before the results of an earlier request', async (t) => {
  const second = { ispZtid: '1002', certificateNumber: '123456789012345', domain: 'example.org', siteRemark: '#reorder' }
  const { provider, after } = await startWith(t, {}, second)
  await after(3 * DAY_MS)
  const files = await provider.drain()
  t.same(gist(files), ['BASJ', '1001 Shjg>1', '1001 Shjg>1', 'BASJ'])
  t.match(files[0]?.xml, '<IspZtid>1002<')
  t.match(files[3]?.xml, '<IspZtid>1001<')
})

t.test('#reorder does not overtake a file that was handed out already', async (t) => {
  const second = { ispZtid: '1002', certificateNumber: '123456789012345', domain: 'example.org', siteRemark: '#reorder#slow:4' }
  const { provider, after } = await startWith(t, {}, second)
  await after(3 * DAY_MS)
  const first = await provider.download()
  await after(6 * DAY_MS)
  t.equal((await provider.download()).fileName, first.fileName)
})

t.test('a script of the control API gives a domain its scenario, so many times', async (t) => {
  const { provider, after, control } = await startWith(t)
  t.match(await control('POST', 'scripts', { domain: 'example.com', scenario: '#errors:1004', times: 1 }), { status: 201 })
  await provider.upload(newFilingXml(), 1)
  await after(60_000)
  t.same(gist(await provider.drain()), ['1004'])
  await provider.upload(newFilingXml(), 2)
  await after(3 * DAY_MS)
  t.same(gist(await provider.drain()), ['1001 Shjg>1', 'BASJ'])
  t.match(await control('POST', 'scripts', { domain: 'example.com', scenario: '#nonsense' }), { status: 400 })
})
