import t from 'tap'
import { newFilingXml } from './testing/new-filing-xml.ts'
import { START, startBureau } from './testing/start-bureau.ts'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

t.test('a good filing is approved, registered and fetched, file by file', async (t) => {
  const { provider, control, after, close } = await startBureau()
  t.after(close)
  t.equal((await provider.upload(newFilingXml(), 1)).code, 0)
  t.same(await provider.download(), { code: 2, fileName: null }, 'nothing is known yet')
  t.same((await control('GET', 'clock')).body, { now: START.toISOString(), nextDueAt: new Date(START.getTime() + 60_000).toISOString() })

  await after(49 * HOUR_MS + 60_000)
  const approval = await provider.download()
  t.equal(approval.code, 3, 'more data wait')
  if (approval.fileName === null) throw new Error('no approval came')
  t.match(approval.fileName, /^20261123090100_gd_\d+\.xml$/, 'the moment of the decision in Beijing time')
  t.match(approval.xml, /<Jgdm>1001<\/Jgdm>.*<Czlx>1<\/Czlx><Bs>1001<\/Bs>.*<Gjsh>.*<Shjg>1<\/Shjg>.*<Jlid>1001<\/Jlid>/)
  t.equal((await provider.download()).fileName, approval.fileName, 'without an ack the same file comes again')
  t.equal(await provider.acknowledge(approval.fileName), 0)

  const registered = await provider.download()
  t.equal(registered.code, 0, 'the last file')
  if (registered.fileName === null) throw new Error('no registered data came')
  t.match(registered.xml, /<IspZtid>1001<\/IspZtid><Ztid>440000\d{6}<\/Ztid>/)
  t.match(registered.xml, /<Baxh>粤ICP备26\d{6}号<\/Baxh>.*<Baxh>粤ICP备26\d{6}号-1<\/Baxh>/)
  t.equal(await provider.acknowledge(registered.fileName), 0)
  t.equal(await provider.acknowledge(registered.fileName), 0, 'a second ack does no harm')
  t.equal((await provider.download()).code, 1, 'everything has been downloaded')
  t.equal((await provider.download()).code, 2, 'nothing to download')
  t.match(await control('GET', 'registry'), { body: { filings: [{ organisation: '示例有限公司', domains: ['example.com'] }] } })
})

t.test('both persons are asked by SMS, and their confirmation starts the review at once', async (t) => {
  const { provider, control, after, close } = await startBureau()
  t.after(close)
  await provider.upload(newFilingXml(), 1)
  await after(2 * 60_000)
  t.match(await control('GET', 'sms'), {
    body: { messages: [{ mobile: '13800000001', code: /^\d{6}$/, state: 'sent' }, { mobile: '13800000002', state: 'sent' }] }
  })
  t.same((await control('POST', 'sms/confirm', { mobile: '13800000001' })).body, { confirmed: 1 })
  t.match(await control('GET', 'requests'), { body: { requests: [{ phase: 'sms' }] } }, 'one of two is not enough')
  await control('POST', 'sms/confirm', { mobile: '13800000002' })
  t.match(await control('GET', 'requests'), { body: { requests: [{ phase: 'review' }] } })
  await after(2 * 60_000 + 2 * DAY_MS)
  t.equal((await provider.drain()).length, 2, 'two days after the confirmation')
})

t.test('persons with one mobile get one message', async (t) => {
  const { provider, control, after, close } = await startBureau()
  t.after(close)
  await provider.upload(newFilingXml({ mobiles: ['13800000001', '13800000001'] }), 1)
  await after(60_000)
  const { messages } = (await control('GET', 'sms')).body as { messages: unknown[] }
  t.equal(messages.length, 1)
})

t.test('the machine returns every fault of a filing at once, each with its site and the wrong value', async (t) => {
  const { provider, after, close } = await startBureau()
  t.after(close)
  const xml = newFilingXml({
    certificateNumber: 'CERT-0001',
    domain: 'www.example.com',
    moreDomains: ['example.org'],
    homeUrl: 'example.net',
    mobiles: ['10000000001', '10000000002']
  })
  await provider.upload(xml, 1)
  await after(60_000)
  const [file, ...more] = await provider.drain()
  t.same(more, [])
  t.same([...file?.xml.matchAll(/<Jgdm>(\d+)</g) ?? []].map(([, code]) => code), ['1008', '1011', '1011', '1041', '1004', '1999'])
  t.match(file?.xml, '无效域名，请核实后再次报备。网站名称：示例网站，错误数据：www.example.com')
  t.notMatch(file?.xml, /GJSHS/)
})

for (const [name, xml, code, text] of [
  ['without a version', newFilingXml({ version: null }), '5001', 'order1.xml'],
  ['of another version', newFilingXml({ version: 'V3.0' }), '5004', 'V3.0'],
  ['of another unit', newFilingXml({ unit: '330000000001' }), '5003', '<Bs>1001</Bs>'],
  ['with an empty element', newFilingXml({ remark: '' }), '5001', 'order1.xml'],
  ['with elements of a site out of order', newFilingXml().replace(/(<Wzmc>.*<\/Wzmc>)(<Fwnr>.*<\/Fwnr>)/, '$2$1'), '5001', 'order1.xml'],
  ['that does not say that it is GBK', newFilingXml().replace(' encoding="GBK"', ''), '5001', 'order1.xml'],
  ['of an operation that is not open', newFilingXml().replaceAll('XZBA', 'ZXBA'), '5011', 'ZXBA']
] as const) {
  t.test(`a document ${name} is taken, and comes back with ${code}`, async (t) => {
    const { provider, after, close } = await startBureau()
    t.after(close)
    t.equal((await provider.upload(xml, 1)).code, 0)
    await after(60_000)
    const [file] = await provider.drain()
    t.match(file?.xml, `<Jgdm>${code}</Jgdm>`)
    t.match(file?.xml, text)
  })
}

t.test('what is filed or under way cannot be filed again', async (t) => {
  const { provider, after, control, close } = await startBureau()
  t.after(close)
  await provider.upload(newFilingXml(), 1)
  await provider.upload(newFilingXml({ ispZtid: '1002', certificateNumber: '123456789012345' }), 2)
  await after(60_000)
  const [underWay] = await provider.drain()
  t.match(underWay?.xml, /<Jgdm>1039<.*<Bs>1002</, 'the second request for a domain comes back, the first goes on')
  await after(3 * DAY_MS)
  t.equal((await provider.drain()).length, 2)
  await provider.upload(newFilingXml({ ispZtid: '1003' }), 3)
  await after(4 * DAY_MS)
  t.match((await provider.drain())[0]?.xml, /<Jgdm>1003<.*<Jgdm>1005</)
  t.equal(((await control('GET', 'registry')).body as { filings: unknown[] }).filings.length, 1)
})

t.test('a reviewer at the control API decides at once, with an opinion', async (t) => {
  const { provider, control, after, close } = await startBureau()
  t.after(close)
  await provider.upload(newFilingXml(), 1)
  const early = await control('POST', 'decide', { requestId: 'r1', pass: false, opinion: '材料不清晰' })
  t.equal(early.status, 409, 'the machine has not looked yet')
  await after(60_000)
  t.match(await control('POST', 'decide', { requestId: 'r1', pass: false, opinion: '材料不清晰' }), { status: 200, body: { phase: 'refused' } })
  const [file, ...more] = await provider.drain()
  t.match(file?.xml, /<Jgdm>1002<.*<Shyj>材料不清晰<\/Shyj><Shjg>0</)
  await after(9 * DAY_MS)
  t.same([...more, ...await provider.drain()], [], 'the reviewer has nothing to add later')
})

t.test('a new pace holds for what begins after it', async (t) => {
  const { provider, control, close } = await startBureau()
  t.after(close)
  await control('POST', 'pace', { checkAfterMs: 0, smsAfterMs: 0, reviewAfterMs: 0 })
  await provider.upload(newFilingXml(), 1)
  t.equal((await provider.drain()).length, 2)
})
