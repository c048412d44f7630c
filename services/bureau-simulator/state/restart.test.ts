import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { newFilingXml } from '../testing/new-filing-xml.ts'
import { startBureau } from '../testing/start-bureau.ts'

const DAY_MS = 24 * 60 * 60 * 1000

async function createFolder (t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bureau-simulator-'))
  t.after(async () => await rm(folder, { recursive: true }))
  return folder
}

t.test('a restarted bureau goes on: number, clock, running request, file in flight', async (t) => {
  const stateDir = await createFolder(t)
  const first = await startBureau({ stateDir })
  await first.provider.upload(newFilingXml(), 1)
  await first.control('POST', 'faults', { fault: 'maintenance', times: 1, operation: 'isp_upload' })
  await first.after(DAY_MS)
  await first.close()

  const second = await startBureau({ stateDir })
  t.match(await second.control('GET', 'clock'), { body: { now: '2026-11-22T00:00:00.000Z' } })
  t.equal((await second.provider.upload(newFilingXml(), 2)).code, 901, 'an ordered fault is remembered')
  t.equal((await second.provider.call('isp_querypreviousupload')).fileInfos?.dataSequence, 1)
  await second.after(4 * DAY_MS)
  const approval = await second.provider.download()
  await second.close()

  const third = await startBureau({ stateDir })
  t.after(third.close)
  t.equal((await third.provider.download()).fileName, approval.fileName)
  t.equal(await third.provider.acknowledge(approval.fileName ?? ''), 0)
  t.match((await third.provider.drain())[0]?.xml, 'BASJ')
  t.match(await third.control('GET', 'registry'), { body: { filings: [{ organisation: '示例有限公司' }] } })
})

t.test('an acknowledged file does not come back after a restart', async (t) => {
  const stateDir = await createFolder(t)
  const first = await startBureau({ stateDir })
  await first.provider.upload(newFilingXml(), 1)
  await first.after(4 * DAY_MS)
  t.equal((await first.provider.drain()).length, 2)
  await first.close()
  const second = await startBureau({ stateDir })
  t.after(second.close)
  t.equal((await second.provider.download()).code, 2)
  t.equal((await second.provider.upload(newFilingXml(), 1)).code, 999, 'the number is used')
})

t.test('half a line at the end of the journal, as a kill leaves it, is dropped', async (t) => {
  const stateDir = await createFolder(t)
  const first = await startBureau({ stateDir })
  await first.provider.upload(newFilingXml(), 1)
  await first.close()
  await appendFile(join(stateDir, 'bureau.jsonl'), '[["accounts","4400000000')
  const second = await startBureau({ stateDir })
  t.after(second.close)
  t.equal((await second.provider.upload(newFilingXml({ domain: 'example.org' }), 2)).code, 0)
})

t.test('two runs with one seed give the same ids and numbers, another seed others', async (t) => {
  const registered = async (seed: number) => {
    const { provider, after, close } = await startBureau({ seed })
    t.after(close)
    await provider.upload(newFilingXml(), 1)
    await after(4 * DAY_MS)
    return (await provider.drain())[1]?.xml
  }
  t.equal(await registered(5), await registered(5))
  t.not(await registered(5), await registered(6))
})
