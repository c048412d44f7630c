import t from 'tap'
import { newFilingXml } from '../bureau-simulator/testing/new-filing-xml.ts'
import { startBureau, type TestBureau } from '../bureau-simulator/testing/start-bureau.ts'
import { findOrder } from '../orders/find-orders.ts'
import { askWithRules } from '../orders/order-change.ts'
import { findHistory } from '../orders/history/order-history.ts'
import { placeOrder } from '../orders/place-order.ts'
import type { StoredOrder } from '../orders/stored-order.ts'
import { exampleOrder } from '../orders/testing/example-order.ts'
import { givenOrderOf } from '../orders/testing/given-order-of.ts'
import { APPLICANT, apply, givenSubmittingOrder, OPERATOR, pass, startOrders, submit, type TestOrders } from '../orders/testing/start-orders.ts'
import { bureauOf, testChannel } from '../worker/testing/start-worker.ts'
import type { BureauChannelConfig } from './bureau-channel-config.ts'
import { openChannels, resumeChannel, stopChannel } from './bureau-channels.ts'
import type { BureauDeps } from './bureau-deps.ts'
import { zipDocument } from './pipeline/zip.ts'
import { REFUSED } from './testing/known-documents.ts'
import { queueSubmission } from './queue-submission.ts'
import { runChannel } from './run-channel.ts'

const DAY_MS = 24 * 60 * 60 * 1000

type Started = {
  orders: TestOrders
  bureau: BureauDeps
  simulator: TestBureau
  round: () => Promise<void>
  /** The nth order, put in line and sent. */
  send: (n?: number) => Promise<string>
}

type Test = { after (work: () => Promise<void>): unknown }

/** A channel without a worker: each round is run by hand. */
async function startChannel (t: Test, change: Partial<BureauChannelConfig> = {}): Promise<Started> {
  const orders = await startOrders(t)
  const simulator = await startBureau()
  t.after(async () => await simulator.close())
  const channel = { ...testChannel(simulator.port), ...change }
  const bureau = bureauOf(orders, channel)
  await openChannels(bureau)
  const round = async () => await runChannel(bureau, channel, { download: true })
  return {
    orders,
    bureau,
    simulator,
    round,
    async send (n = 1) {
      const { id, province } = await givenSubmittingOrder(orders, n)
      await queueSubmission(bureau, { orderId: id, attempt: 1, province })
      await round()
      return id
    }
  }
}

async function stateOf ({ orders }: Started, id: string) {
  return (await findOrder(orders, id)).state
}

async function channelOf ({ bureau }: Started) {
  return await bureau.db.selectFrom('bureau_channel').selectAll().executeTakeFirstOrThrow()
}

async function submissions ({ bureau }: Started) {
  return await bureau.db.selectFrom('bureau_submission').selectAll().orderBy('waiting_since').execute()
}

async function uploads ({ simulator }: Started): Promise<number> {
  const { body } = await simulator.control('GET', 'journal')
  return JSON.stringify(body).split('"isp_upload"').length - 1
}

t.test('what is sent is sealed before and settled after, with the number of the channel', async (t) => {
  const started = await startChannel(t)
  const id = await started.send()
  t.equal(await stateOf(started, id), 'sms_verification')
  t.match(await submissions(started), [{ state: 'accepted', sequence: '1', tries: 1, answer_code: 0 }])
  t.match(await channelOf(started), { state: 'running', last_sequence: '1' })
})

t.test('a wrong password stops the channel and leaves the order where it is', async (t) => {
  const started = await startChannel(t, { password: 'wrong' })
  const id = await started.send()
  t.equal(await stateOf(started, id), 'bureau_submitting')
  t.match(await channelOf(started), { state: 'stopped', reason: /code 5/ })
  t.match(await submissions(started), [{ state: 'waiting', sequence: null }], 'to be sealed anew')
  const before = await uploads(started)
  await started.round()
  t.equal(await uploads(started), before, 'no further try: it could lock the account')
})

t.test('maintenance parks the channel without burning an attempt', async (t) => {
  const started = await startChannel(t)
  await started.simulator.control('POST', 'faults', { fault: 'maintenance' })
  const id = await started.send()
  t.equal(await stateOf(started, id), 'bureau_submitting')
  t.match(await channelOf(started), { state: 'parked' })
  await started.simulator.control('DELETE', 'faults')
  started.orders.advance(10 * 60 * 1000)
  await started.round()
  t.equal(await stateOf(started, id), 'sms_verification')
  t.match(await submissions(started), [{ attempt: 1, sequence: '1' }])
})

t.test('an upload that the bureau never saw goes out again with the same bytes and number', async (t) => {
  const started = await startChannel(t, { answerTimeoutMs: 500, uploadTimeoutMs: 500 })
  await started.simulator.control('POST', 'faults', { fault: 'answerTimeoutBefore', operation: 'isp_upload', times: 1 })
  const id = await started.send()
  const [sealed] = await submissions(started)
  await started.round()
  t.equal(await stateOf(started, id), 'sms_verification')
  const [accepted] = await submissions(started)
  t.equal(accepted!.file_hash, sealed!.file_hash)
  t.match(accepted, { sequence: '1', tries: 2 })
})

t.test('an upload that was taken though its answer was lost is not sent again', async (t) => {
  const started = await startChannel(t)
  await started.simulator.control('POST', 'faults', { fault: 'answerLostAfterAccepting', times: 1 })
  const id = await started.send()
  await started.round()
  t.equal(await stateOf(started, id), 'sms_verification')
  t.equal(await uploads(started), 1)
})

t.test('while an accepted upload may still be invisible nothing is concluded', async (t) => {
  const started = await startChannel(t, { visibleAfterMs: 30_000 })
  await started.simulator.control('POST', 'faults', { fault: 'httpStatus', status: 503, operation: 'isp_upload', times: 1 })
  const id = await started.send()
  started.orders.advance(29_000)
  await started.round()
  t.equal(await uploads(started), 1)
  started.orders.advance(2000)
  await started.round()
  t.equal(await stateOf(started, id), 'sms_verification')
})

t.test('another writer on our account stops the channel before anything is filed twice', async (t) => {
  const started = await startChannel(t)
  await started.send(1)
  t.equal((await started.simulator.provider.upload(newFilingXml(), 2)).code, 0, 'somebody else takes number 2')
  const id = await started.send(2)
  await started.round()
  t.match(await channelOf(started), { state: 'stopped', reason: /another writer/ })
  t.equal(await stateOf(started, id), 'bureau_submitting', 'the order is not to blame')
})

t.test('an account that was in use before us goes on with its numbers', async (t) => {
  const started = await startChannel(t)
  t.equal((await started.simulator.provider.upload(newFilingXml(), 1)).code, 0)
  await started.send()
  t.match(await submissions(started), [{ state: 'accepted', sequence: '2' }])
})

t.test('several orders go out in their order, one number each', async (t) => {
  const started = await startChannel(t)
  await started.simulator.control('POST', 'faults', { fault: 'maintenance' })
  const ids = [await started.send(1), await started.send(2), await started.send(3)]
  await started.simulator.control('DELETE', 'faults')
  started.orders.advance(10 * 60 * 1000)
  await started.round()
  const sent = (await submissions(started)).map(({ order_id: orderId, sequence }) => [orderId, sequence])
  t.strictSame(sent.sort(), ids.map((id, index) => [id, String(index + 1)]).sort())
})

t.test('an order for which no bureau document is written yet comes back to the operators, and nothing is uploaded', async (t) => {
  const started = await startChannel(t)
  const { id, province } = await givenOrderOf(started.orders, { subject: 1, type: 'cancel_access' })
  await apply(started.orders, id, submit)
  await pass(started.orders, id)
  await apply(started.orders, id, askWithRules('send_to_bureau', { by: OPERATOR }))
  await queueSubmission(started.bureau, { orderId: id, attempt: 1, province })
  await started.round()
  t.equal(await stateOf(started, id), 'bureau_submission_failed')
  t.equal(await uploads(started), 0)
  t.match(await submissions(started), [{ state: 'refused', sequence: null, answer_message: /no bureau document is written for cancel_access yet/ }])
  t.match(await channelOf(started), { state: 'running', last_sequence: '0' }, 'the next order can go out')
  const [failed] = await findHistory(started.orders, await findOrder(started.orders, id), 'bureau_operator', { after: 4 })
  t.match(failed, { event: 'bureau_refused', reason: /file it by hand/ })
  await started.send(2)
  t.match((await submissions(started)).at(-1), { state: 'accepted', sequence: '1' })
})

for (const scenario of ['#dup', '#reorder', '#split']) {
  t.test(`results that come with ${scenario} complete the order once`, async (t) => {
    const started = await startChannel(t)
    await started.simulator.control('POST', 'scripts', { domain: 'beian-example-1.cn', scenario })
    const id = await started.send()
    await started.simulator.after(10 * DAY_MS)
    await started.round()
    await started.round()
    t.equal(await stateOf(started, id), 'completed')
    const registered = await started.orders.db.selectFrom('order_history').select('version')
      .where('event_type', '=', 'filing_registered').execute()
    t.equal(registered.length, 1)
  })
}

t.test('a machine return names the field of each code', async (t) => {
  const started = await startChannel(t)
  await started.simulator.control('POST', 'scripts', { domain: 'beian-example-1.cn', scenario: '#errors:1004,1041' })
  const id = await started.send()
  await started.simulator.after(DAY_MS)
  await started.round()
  const { state, findings } = await findOrder(started.orders, id)
  t.equal(state, 'bureau_rejected')
  t.strictSame(findings.map(({ code, field, stage }) => [code, field, stage]).sort(), [
    ['BUREAU_1004', 'service.domains[].name', 'bureau'], ['BUREAU_1041', 'service.homePageUrl', 'bureau']
  ])
})

t.test('a file that cannot be decrypted stays unacknowledged and is set aside', async (t) => {
  const started = await startChannel(t)
  await started.send()
  await started.simulator.after(10 * DAY_MS)
  const [channel] = started.bureau.channels
  channel!.cipher = { key: 'fedcba9876543210', iv: '0102030405060708' }
  await started.round()
  await started.round()
  t.match(await started.bureau.db.selectFrom('bureau_inbox').select(['state', 'seen']).execute(), [{ state: 'quarantined', seen: 2 }])
})

t.test('an app, for which the interface has no element, comes back to the operators in words, and holds up nobody', async (t) => {
  const started = await startChannel(t)
  const { content, ...typeCheck } = exampleOrder(7)
  const app = { ...typeCheck, service: { kind: 'mini_program' as const, appName: '示例' } }
  const placed = await placeOrder(started.orders, { accountId: 'acme', by: APPLICANT, typeCheck: app, content: { ...content, service: { ...content.service, domains: [] } } })
  const { id, province } = (placed as { order: StoredOrder }).order
  await apply(started.orders, id, submit)
  await pass(started.orders, id)
  await apply(started.orders, id, askWithRules('send_to_bureau', { by: OPERATOR }))
  await queueSubmission(started.bureau, { orderId: id, attempt: 1, province })
  const other = await started.send()
  t.strictSame([await stateOf(started, id), await stateOf(started, other)], ['bureau_submission_failed', 'sms_verification'])
  t.match(await submissions(started), [{ state: 'refused', sequence: null, answer_message: /mini_program.*by hand/ }, { state: 'accepted', sequence: '1' }])
  const history = await findHistory(started.orders, await findOrder(started.orders, id), 'bureau_operator')
  t.match(history.at(-1), { event: 'bureau_refused', reason: /人工报备/ })
})

t.test('without any channel an order that is handed over comes back to the operators, with what to do, once', async (t) => {
  const started = await startChannel(t)
  const { id, province } = await givenSubmittingOrder(started.orders)
  const bureau = { ...started.bureau, channels: [] }
  t.equal(await queueSubmission(bureau, { orderId: id, attempt: 1, province }), null)
  t.equal(await queueSubmission(bureau, { orderId: id, attempt: 1, province }), null, 'the job may run twice')
  const history = await findHistory(started.orders, await findOrder(started.orders, id), 'bureau_operator')
  t.match(history.at(-1), { event: 'bureau_refused', to: 'bureau_submission_failed', reason: /BUREAU_CHANNELS/ })
  t.equal(history.filter(({ event }) => event === 'bureau_refused').length, 1)
})

t.test('an order withdrawn from the line is not sent', async (t) => {
  const started = await startChannel(t)
  const { id, province } = await givenSubmittingOrder(started.orders)
  await queueSubmission(started.bureau, { orderId: id, attempt: 9, province })
  await started.round()
  t.match(await submissions(started), [{ state: 'voided' }])
  t.equal(await uploads(started), 0)
})

t.test('what is stored of uploads and results can be read by nobody without the keys', async (t) => {
  const started = await startChannel(t)
  await started.send()
  await started.simulator.after(10 * DAY_MS)
  await started.round()
  const stored = [...await submissions(started), ...await started.bureau.db.selectFrom('bureau_inbox').selectAll().execute()]
  t.ok(stored.length >= 3)
  for (const { file } of stored) t.notMatch(file!.toString('latin1'), /beianinfo|filing\d+\.xml|13800138001|440305198503121231/)
})

t.test('an account in use before us is not disturbed when its bureau is first met in maintenance', async (t) => {
  const started = await startChannel(t)
  t.equal((await started.simulator.provider.upload(newFilingXml(), 1)).code, 0)
  await started.simulator.control('POST', 'faults', { fault: 'maintenance' })
  const id = await started.send()
  t.match(await channelOf(started), { state: 'parked' })
  await started.simulator.control('DELETE', 'faults')
  started.orders.advance(10 * 60 * 1000)
  await started.round()
  t.equal(await stateOf(started, id), 'sms_verification')
  t.match(await submissions(started), [{ sequence: '2' }])
})

t.test('a file in UTF-8 that a bureau sends against its own rules is read all the same', async (t) => {
  const started = await startChannel(t)
  const id = await started.send()
  const [submission] = await submissions(started)
  const recordId = submission!.subject_record_id!
  const xml = REFUSED.replace('GBK', 'UTF-8').replaceAll('1001<', `${recordId}<`)
  const zipBytes = zipDocument('result.xml', Buffer.from(xml, 'utf8'))
  const fileId = '01a20103-0000-7000-8000-000000000000'
  await started.bureau.db.insertInto('bureau_inbox').values({
    id: fileId,
    channel_id: 'guangdong',
    file_name: 'result.xml',
    file_hash: 'x',
    file: started.bureau.sealing.sealBytes(zipBytes, fileId),
    state: 'received',
    received_at: started.orders.now()
  }).execute()
  await started.round()
  t.equal(await stateOf(started, id), 'bureau_rejected')
})

t.test('a stopped channel stays stopped over a restart, and runs again when its configuration changes or an operator says so', async (t) => {
  const started = await startChannel(t, { password: 'wrong' })
  const { bureau } = started
  await started.send()
  const state = async () => (await channelOf(started)).state
  await openChannels(bureau)
  t.equal(await state(), 'stopped')
  await openChannels({ ...bureau, channels: [{ ...bureau.channels[0]!, password: 'mended' }] })
  t.equal(await state(), 'running')
  await stopChannel(bureau, 'guangdong', 'another reason')
  t.equal(await resumeChannel(bureau, 'guangdong'), true)
  t.equal(await state(), 'running')
  t.equal(await resumeChannel(bureau, 'nowhere'), false)
})
