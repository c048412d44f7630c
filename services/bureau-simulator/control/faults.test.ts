import t from 'tap'
import { newFilingXml } from '../testing/new-filing-xml.ts'
import { startBureau } from '../testing/start-bureau.ts'

t.test('an answer lost after accepting: the connection breaks, and the bureau has the file', async (t) => {
  const { provider, control, close } = await startBureau()
  t.after(close)
  t.match(await control('POST', 'faults', { fault: 'answerLostAfterAccepting', times: 1 }), { status: 201 })
  await t.rejects(provider.upload(newFilingXml(), 1))
  t.match(await provider.call('isp_querypreviousupload'), { code: 0, fileInfos: { dataSequence: 1 } })
  t.match(await control('GET', 'journal'), {
    body: { calls: [{ operation: 'isp_upload', code: 0, dataSequence: 1, fault: 'answerLostAfterAccepting' }, { code: 0 }] }
  })
  t.equal((await provider.upload(newFilingXml(), 2)).code, 0, 'the fault is used up')
})

t.test('a refused upload does not use up a fault that loses answers', async (t) => {
  const { provider, control, close } = await startBureau()
  t.after(close)
  await control('POST', 'faults', { fault: 'answerLostAfterAccepting', times: 1 })
  t.equal((await provider.upload(newFilingXml(), 7)).code, 14)
  await t.rejects(provider.upload(newFilingXml(), 1))
})

t.test('an ack can lose its answer too, and the file is gone all the same', async (t) => {
  const { provider, control, after, close } = await startBureau()
  t.after(close)
  await provider.upload(newFilingXml({ siteRemark: '#errors:1004' }), 1)
  await after(60_000)
  const { fileName } = await provider.download()
  await control('POST', 'faults', { fault: 'answerLostAfterAccepting', operation: 'isp_downloadack', times: 1 })
  await t.rejects(provider.acknowledge(fileName ?? ''))
  t.equal(await provider.acknowledge(fileName ?? ''), 0)
  t.equal((await provider.download()).code, 1)
})

t.test('a call that hangs is not carried out', async (t) => {
  const { provider, control, port, close } = await startBureau()
  t.after(close)
  await control('POST', 'faults', { fault: 'answerTimeoutBefore', times: 1 })
  const hanging = fetch(`http://127.0.0.1:${port}/ISPWebService/upDownLoad`, {
    method: 'POST', body: '<Envelope><Body><isp_upload/></Body></Envelope>', headers: { 'content-type': 'text/xml' }, signal: AbortSignal.timeout(200)
  })
  await t.rejects(hanging, { name: 'TimeoutError' })
  t.match(await provider.call('isp_querypreviousupload'), { fileInfos: { dataSequence: 0 } })
})

t.test('the service can be away in several ways, for so many calls', async (t) => {
  const { provider, control, close } = await startBureau()
  t.after(close)
  await control('POST', 'faults', { fault: 'httpStatus', times: 1, status: 503 })
  await t.rejects(provider.upload(newFilingXml(), 1), { message: 'HTTP 503' })
  await control('POST', 'faults', { fault: 'soapFault', times: 1 })
  await t.rejects(provider.upload(newFilingXml(), 1), { name: 'SoapFault' })
  await control('POST', 'faults', { fault: 'maintenance', times: 2 })
  t.equal((await provider.upload(newFilingXml(), 1)).code, 901)
  t.equal((await provider.download()).code, 902)
  t.equal((await provider.upload(newFilingXml(), 1)).code, 0)
})

t.test('a fault without a number stays until it is taken back', async (t) => {
  const { provider, control, close } = await startBureau()
  t.after(close)
  await control('POST', 'faults', { fault: 'maintenance' })
  for (const sequence of [1, 2, 3]) t.equal((await provider.upload(newFilingXml(), sequence)).code, 901)
  await control('DELETE', 'faults')
  t.equal((await provider.upload(newFilingXml(), 1)).code, 0)
})

t.test('the control API refuses what it does not know', async (t) => {
  const { control, close } = await startBureau()
  t.after(close)
  t.equal((await control('POST', 'faults', { fault: 'nonsense' })).status, 400)
  t.equal((await control('POST', 'faults', { fault: 'maintenance', time: 1 })).status, 400, 'a spelling mistake is not dropped')
  t.equal((await control('POST', 'clock', { now: 'tomorrow' })).status, 400)
  t.equal((await control('POST', 'sms/confirm', { mobile: '13800000000' })).status, 404)
  t.equal((await control('POST', 'decide', { requestId: 'r9', pass: true })).status, 404)
})

t.test('the journal of calls names no password and no person', async (t) => {
  const { provider, control, close } = await startBureau()
  t.after(close)
  await provider.upload(newFilingXml(), 1)
  const text = JSON.stringify((await control('GET', 'journal')).body)
  t.same(Object.keys(JSON.parse(text).calls[0]), ['at', 'ispId', 'operation', 'code', 'dataSequence', 'fileName', 'fault'])
  t.notMatch(text, /示例|138000|Bureau#2024/)
})

t.test('a reset leaves an empty bureau whose clock went on', async (t) => {
  const { provider, control, after, close } = await startBureau()
  t.after(close)
  await provider.upload(newFilingXml(), 1)
  await after(9 * 24 * 60 * 60 * 1000)
  t.equal((await control('POST', 'reset')).status, 204)
  t.match(await control('GET', 'clock'), { body: { now: '2026-11-30T00:00:00.000Z', nextDueAt: null } })
  t.same((await control('GET', 'registry')).body, { filings: [] })
  t.equal((await provider.download()).code, 2)
  t.equal((await provider.upload(newFilingXml(), 1)).code, 0)
})
