import { randomUUIDv7 } from 'node:crypto'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { givenRawServer } from '../../platform/http/testing/raw-server.ts'
import { selfSigned } from '../../platform/http/testing/self-signed.ts'
import { applyEndpointEvent } from '../endpoints/apply-endpoint-event.ts'
import { findEndpoint } from '../endpoints/find-endpoints.ts'
import { givenReceiver } from '../testing/given-receiver.ts'
import { givenEvent, startDeliveries } from '../testing/start-deliveries.ts'
import { givenActiveEndpoint } from '../testing/start-webhooks.ts'
import { findDeliveries, findDelivery } from './find-deliveries.ts'
import { recoverDeliveries } from './recover-deliveries.ts'
import { triesOf } from '../testing/tries-of.ts'

const SECOND = 1000
const HOUR = 3_600_000
const DAY = 24 * 3_600_000
/** When the ten tries fall, from the first, without jitter: Standard Webhooks. */
const TIMETABLE = [0, 5, 305, 2105, 9305, 27305, 63305, 113705, 185705, 272105].map((seconds) => seconds * SECOND)

t.test('ten tries over three days, then it is given up, and one behind it goes on', async (t) => {
  const webhooks = await startDeliveries(t)
  const orderId = randomUUIDv7()
  const receiver = await givenReceiver(t, (response, { event }) => {
    response.writeHead(event.orderId === orderId && event.sequence === 1 ? 503 : 200).end()
  })
  const { id } = await givenActiveEndpoint(webhooks, { url: receiver.url })
  await givenEvent(webhooks, { orderId, version: 1 })
  await givenEvent(webhooks, { orderId, version: 2, type: 'order.withdrawn' })
  const other = await givenEvent(webhooks, { orderId: randomUUIDv7(), version: 1, type: 'order.created' })
  await webhooks.walk(4 * DAY)
  const { at, state, attempts, lastOutcome, nextTryAt } = await triesOf(webhooks, id)
  t.strictSame(at, TIMETABLE)
  t.strictSame({ state, attempts, lastOutcome, nextTryAt }, { state: 'failed', attempts: 10, lastOutcome: 'busy', nextTryAt: null })
  const told = receiver.events()
  t.equal(told[1]?.id, other, 'another order did not wait')
  t.strictSame(told.slice(-1).map(({ sequence, previousSequence }) => [sequence, previousSequence]), [[2, 1]], 'the next of this order waited till the end')
  t.equal(told.length, 12)
  t.equal((await findEndpoint(webhooks, id)).state, 'active', 'the endpoint itself is well again')
})

t.test('jitter moves each try by a tenth at most', async (t) => {
  for (const [random, factor] of [[0, 0.9], [1, 1.1]] as const) {
    const webhooks = await startDeliveries(t, { random: () => random })
    const receiver = await givenReceiver(t, (response) => { response.writeHead(500).end() })
    const { id } = await givenActiveEndpoint(webhooks, { url: receiver.url })
    await givenEvent(webhooks, { orderId: randomUUIDv7(), version: 1 })
    await webhooks.walk(4 * DAY)
    t.strictSame((await triesOf(webhooks, id)).at, TIMETABLE.map((ms) => Math.round(ms * factor)))
  }
})

t.test('a receiver that asks to be spared is spared by all deliveries, for as long as it says', async (t) => {
  const webhooks = await startDeliveries(t)
  let busy = true
  const receiver = await givenReceiver(t, (response) => { response.writeHead(busy ? 429 : 204, { 'retry-after': '600' }).end() })
  const { id } = await givenActiveEndpoint(webhooks, { url: receiver.url })
  await givenEvent(webhooks, { orderId: randomUUIDv7(), version: 1 })
  await webhooks.settle()
  await givenEvent(webhooks, { orderId: randomUUIDv7(), version: 1, type: 'order.created' })
  await webhooks.settle()
  const [waiting] = await findDeliveries(webhooks, { endpointId: id, eventType: 'order.created', limit: 1 })
  t.equal(Date.parse(waiting!.nextTryAt!) - webhooks.now().getTime(), 600 * SECOND, 'and says so, though it was never tried')
  await webhooks.walk(599 * SECOND)
  t.equal(receiver.received.length, 1)
  busy = false
  await webhooks.walk(SECOND)
  t.equal(receiver.received.length, 3)
  const { at, state, tries } = await triesOf(webhooks, id)
  t.strictSame([at, state, tries.map(({ outcome, status }) => [outcome, status])], [[0, 600 * SECOND], 'delivered', [['busy', 429], ['delivered', 204]]])
})

t.test('410 turns the endpoint off; what comes is held, and recovered once it is on again', async (t) => {
  const webhooks = await startDeliveries(t)
  let gone = true
  const receiver = await givenReceiver(t, (response) => { response.writeHead(gone ? 410 : 200).end() })
  const { id } = await givenActiveEndpoint(webhooks, { url: receiver.url })
  const [orderId, since] = [randomUUIDv7(), webhooks.now()]
  await givenEvent(webhooks, { orderId, version: 1 })
  await webhooks.settle()
  await givenEvent(webhooks, { orderId, version: 2 })
  await webhooks.walk(5 * DAY)
  t.equal(receiver.received.length, 1)
  t.match(await findEndpoint(webhooks, id), { state: 'disabled', disabledBecause: 'gone' })
  t.strictSame(webhooks.told.map(({ template }) => template), ['webhook_disabled'])
  const first = (await findDeliveries(webhooks, { endpointId: id, eventType: 'order.submitted', limit: 10 })).at(-1)!
  t.match((await findDelivery(webhooks, first.id)).tries, [{ outcome: 'gone', retryAt: null }], 'the log names no try that is not to come')
  await t.rejects(recoverDeliveries(webhooks, id, { since }), { code: 'webhook_endpoint_state' })
  gone = false
  await applyEndpointEvent(webhooks, id, { type: 'enable', at: webhooks.now().toISOString(), consentId: randomUUIDv7() })
  await webhooks.settle()
  await givenEvent(webhooks, { orderId, version: 3 })
  await webhooks.settle()
  t.strictSame(receiver.events().slice(1).map(({ sequence, previousSequence }) => [sequence, previousSequence]), [[3, 2]], 'the gap shows')
  t.strictSame(await recoverDeliveries(webhooks, id, { since }), { recovered: 2 })
  await webhooks.settle()
  t.strictSame(receiver.events().slice(2).map(({ sequence }) => sequence), [1, 2])
  t.strictSame(await recoverDeliveries(webhooks, id, { since }), { recovered: 0 }, 'once')
})

t.test('a receiver that misbehaves gets its tries by the timetable, and the log says what was wrong', async (t) => {
  const tls = createServer({ cert: selfSigned.cert, key: selfSigned.key }, (_, response) => { response.end() })
  await new Promise<void>((resolve) => { tls.listen(0, '127.0.0.1', resolve) })
  t.after(async () => await new Promise((resolve) => { tls.close(resolve) }))
  const consenting = (script: Parameters<typeof givenRawServer>[1]): Parameters<typeof givenRawServer>[1] => (socket, request) => {
    if (!request.includes('webhook.verification')) return script(socket, request)
    socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n')
  }
  const drip: NodeJS.Timeout[] = []
  t.after(() => drip.forEach(clearInterval))
  const scripts = {
    body_timeout: consenting((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n')
      drip.push(setInterval(() => { if (!socket.destroyed) socket.write('.') }, 20))
    }),
    headers_timeout: consenting(() => {}),
    connection_lost: consenting((socket) => { socket.resetAndDestroy() }),
    redirected: consenting((socket) => { socket.end('HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n') }),
    refused: consenting((socket) => { socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\nSet-Cookie: sid=1\r\nConnection: close\r\n\r\nno!') }),
    failed: consenting((socket) => { socket.end('HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n') })
  }
  const webhooks = await startDeliveries(t)
  const endpoints = new Map<string, string>()
  for (const [outcome, script] of Object.entries(scripts)) {
    const { url } = await givenRawServer(t, script)
    endpoints.set(outcome, (await givenActiveEndpoint(webhooks, { url })).id)
  }
  endpoints.set('tls_failed', (await givenActiveEndpoint(webhooks, { url: `https://localhost:${(tls.address() as AddressInfo).port}/` })).id)
  endpoints.set('address_refused', (await givenActiveEndpoint(webhooks, { url: 'https://169.254.169.254/latest' })).id)
  await givenEvent(webhooks, { orderId: randomUUIDv7(), version: 1 })
  await webhooks.walk(3 * HOUR)
  for (const [outcome, endpointId] of endpoints) {
    const { at, tries, state } = await triesOf(webhooks, endpointId)
    t.strictSame([at, state], [TIMETABLE.slice(0, 5), 'pending'], outcome)
    t.strictSame([...new Set(tries.map((one) => one.outcome))], [outcome])
  }
  t.match((await triesOf(webhooks, endpoints.get('body_timeout')!)).tries[0], { status: 200, response: null, failure: /did not finish/ })
  const { tries: [refused] } = await triesOf(webhooks, endpoints.get('refused')!)
  t.match(refused, { status: 400, failure: null, response: { body: 'no!', headers: { 'set-cookie': '…' }, truncated: false } })
  t.match(refused!.requestHeaders['webhook-signature'], /^v1,… v1a,…$/, 'the log gives no signature away')
  t.match((await triesOf(webhooks, endpoints.get('tls_failed')!)).tries[0], { status: null, response: null, failure: /certificate/i })
})

t.test('an endless body is read no further than is kept, and a success all the same', async (t) => {
  const webhooks = await startDeliveries(t)
  const receiver = await givenReceiver(t, (response) => {
    const flood = () => { while (!response.destroyed && response.write('x'.repeat(65_536))) { /* until the buffer is full */ } }
    response.on('drain', flood).writeHead(200)
    flood()
  })
  const { id } = await givenActiveEndpoint(webhooks, { url: receiver.url })
  await givenEvent(webhooks, { orderId: randomUUIDv7(), version: 1 })
  await webhooks.settle()
  const { state, tries: [one] } = await triesOf(webhooks, id)
  t.strictSame([state, one!.response?.truncated, one!.response?.body.length], ['delivered', true, 4096])
})

t.test('one bad endpoint delays no other, however much waits for it', async (t) => {
  const webhooks = await startDeliveries(t, { answerWithinMs: 4000 })
  const hanging = await givenReceiver(t, () => {})
  const well = await givenReceiver(t)
  await givenActiveEndpoint(webhooks, { url: hanging.url })
  await givenActiveEndpoint(webhooks, { url: well.url })
  for (let n = 0; n < 300; n++) await givenEvent(webhooks, { orderId: randomUUIDv7(), version: 1 })
  for (let look = 0; look < 4; look++) await webhooks.look() // each waits for those that hang
  t.equal(well.received.length, 300)
  t.equal(hanging.received.length, 100 + 3 * 4, 'fewer are tried once it is known to fail')
})

t.test('a receiver that repeats what it was sent puts neither signatures nor persons into the log', async (t) => {
  const webhooks = await startDeliveries(t)
  const receiver = await givenReceiver(t, (response, { headers, body }) => {
    const signature = String(headers['webhook-signature'])
    response.writeHead(500, { 'x-was': `${signature} ${encodeURI('张三')}`, 'retry-after': '7' }).end(`${signature}\n${body}`)
  })
  const plain = await givenActiveEndpoint(webhooks, { url: receiver.url })
  const named = await givenActiveEndpoint(webhooks, { url: receiver.url, personalData: true })
  await givenEvent(webhooks, { orderId: randomUUIDv7(), version: 1, personal: { subjectName: '张三' } })
  await webhooks.settle()
  const { tries: [one] } = await triesOf(webhooks, plain.id)
  t.match(one!.response, { headers: { 'x-was': /^v1,… v1a,… / }, body: /^v1,… v1a,…\n\{"id"/ })
  const { tries: [other] } = await triesOf(webhooks, named.id)
  t.strictSame([other!.status, other!.response!.body, other!.response!.truncated, other!.response!.headers['retry-after']], [500, '', true, '7'])
  t.notMatch(JSON.stringify(other), /张三|x-was/)
})
