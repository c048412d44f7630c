import { randomUUIDv7 } from 'node:crypto'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Kysely } from 'kysely'
import t from 'tap'
import { forgetEvents } from '../../orders/events/forget-events.ts'
import type { OrdersDatabase } from '../../orders/order-tables.ts'
import { givenRawServer } from '../../platform/http/testing/raw-server.ts'
import { selfSigned } from '../../platform/http/testing/self-signed.ts'
import { applyEndpointEvent } from '../endpoints/apply-endpoint-event.ts'
import { findEndpoint } from '../endpoints/find-endpoints.ts'
import { rotateSecret } from '../endpoints/rotate-secret.ts'
import { sendTestMessage } from '../endpoints/send-test-message.ts'
import { updateEndpoint } from '../endpoints/update-endpoint.ts'
import { givenReceiver, verify } from '../testing/given-receiver.ts'
import { givenEvent, startDeliveries, type TestDeliveries } from '../testing/start-deliveries.ts'
import { givenActiveEndpoint, givenEndpoint } from '../testing/start-webhooks.ts'
import { findDeliveries, findDelivery } from './find-deliveries.ts'
import { recoverDeliveries } from './recover-deliveries.ts'
import { redeliver } from './redeliver.ts'
import { eraseDeliveries } from './erase-deliveries.ts'
import { forgetDeliveries } from './forget-deliveries.ts'
import { requeueLost } from './requeue-lost.ts'

const [SECOND, HOUR] = [1000, 3_600_000]
const DAY = 24 * HOUR
/** When the ten tries fall, from the first, without jitter: Standard Webhooks. */
const TIMETABLE = [0, 5, 305, 2105, 9305, 27305, 63305, 113705, 185705, 272105].map((seconds) => seconds * SECOND)

async function triesOf (webhooks: TestDeliveries, endpointId: string) {
  const [delivery] = await findDeliveries(webhooks, { endpointId, limit: 1, eventType: 'order.submitted' })
  const { tries, ...rest } = await findDelivery(webhooks, delivery!.id)
  return { ...rest, tries, at: tries.map(({ startedAt }) => Date.parse(startedAt) - Date.parse(tries[0]!.startedAt)) }
}

t.test('a delivery is one of Standard Webhooks, which its published library accepts', async (t) => {
  const webhooks = await startDeliveries(t)
  const receiver = await givenReceiver(t)
  const { secret } = await givenActiveEndpoint(webhooks, { url: receiver.url })
  const orderId = randomUUIDv7()
  const id = await givenEvent(webhooks, { orderId, version: 1 })
  await webhooks.settle()
  const [received] = receiver.received
  t.strictSame(verify(secret, received!), received!.event)
  t.match(received, {
    headers: { 'webhook-id': id, 'content-type': 'application/json', 'user-agent': /^Beian/ },
    event: {
      id,
      type: 'order.submitted',
      orderId,
      sequence: 1,
      previousSequence: null,
      occurredAt: '2026-01-05T02:00:00.000Z',
      data: { order: { id: orderId } }
    }
  })
  t.match(received!.headers['webhook-signature'], /^v1,[\w+/]{43}= v1a,[\w+/]{86}==$/)
  t.throws(() => verify(secret, { ...received!, body: received!.body.replace('order', 'Order') }), 'a changed byte is noticed')
})

t.test('while a secret is rotated the library accepts with the old and with the new, afterwards with the new alone', async (t) => {
  const webhooks = await startDeliveries(t)
  const receiver = await givenReceiver(t)
  const { id, secret: old } = await givenActiveEndpoint(webhooks, { url: receiver.url })
  const { secret } = await rotateSecret(webhooks, id, { overlapSeconds: 3600 })
  await givenEvent(webhooks, { orderId: randomUUIDv7(), version: 1 })
  await webhooks.settle()
  t.ok(verify(old, receiver.received[0]!))
  t.ok(verify(secret, receiver.received[0]!))
  webhooks.advance(HOUR)
  await givenEvent(webhooks, { orderId: randomUUIDv7(), version: 1 })
  await webhooks.settle()
  t.ok(verify(secret, receiver.received[1]!))
  t.throws(() => verify(old, receiver.received[1]!))
})

t.test('each endpoint hears what it asked for, and sees what it has missed', async (t) => {
  const webhooks = await startDeliveries(t)
  const [all, completed, elsewhere, foreign, provider] = await Promise.all(Array.from({ length: 5 }, async () => await givenReceiver(t)))
  await givenActiveEndpoint(webhooks, { url: all!.url })
  await givenActiveEndpoint(webhooks, { url: completed!.url, eventTypes: ['order.completed', 'order.created'] })
  await givenActiveEndpoint(webhooks, { url: elsewhere!.url, provinces: ['beijing'] })
  await givenActiveEndpoint(webhooks, { url: foreign!.url, accountId: 'other' })
  await givenActiveEndpoint(webhooks, { url: provider!.url, accountId: null, personalData: true })
  const orderId = randomUUIDv7()
  await givenEvent(webhooks, { orderId, type: 'order.created', version: 1, personal: { subjectName: '张三' } })
  await givenEvent(webhooks, { orderId, type: 'order.submitted', version: 2 })
  await givenEvent(webhooks, { orderId, type: 'order.completed', version: 3 })
  await webhooks.settle()
  const counts = (receiver = all) => receiver!.events().map(({ sequence, previousSequence }) => [sequence, previousSequence])
  t.strictSame(counts(), [[1, null], [2, 1], [3, 2]])
  t.strictSame(counts(completed), [[1, null], [3, 1]])
  t.strictSame([elsewhere, foreign].map((receiver) => receiver!.received.length), [0, 0])
  t.strictSame(provider!.events()[0]!.data, { order: { id: orderId, version: 1 }, personal: { subjectName: '张三' } }, 'with the scope for it')
  t.notMatch(all!.received[0]!.body, /personal/, 'and not without')
})

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
  await t.rejects(recoverDeliveries(webhooks, id, since), { code: 'webhook_endpoint_state' })
  gone = false
  await applyEndpointEvent(webhooks, id, { type: 'enable', at: webhooks.now().toISOString(), consentId: randomUUIDv7() })
  await webhooks.settle()
  await givenEvent(webhooks, { orderId, version: 3 })
  await webhooks.settle()
  t.strictSame(receiver.events().slice(1).map(({ sequence, previousSequence }) => [sequence, previousSequence]), [[3, 2]], 'the gap shows')
  t.equal(await recoverDeliveries(webhooks, id, since), 2)
  await webhooks.settle()
  t.strictSame(receiver.events().slice(2).map(({ sequence }) => sequence), [1, 2])
  t.equal(await recoverDeliveries(webhooks, id, since), 0, 'once')
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
  const webhooks = await startDeliveries(t)
  const hanging = await givenReceiver(t, () => {})
  const well = await givenReceiver(t)
  await givenActiveEndpoint(webhooks, { url: hanging.url })
  await givenActiveEndpoint(webhooks, { url: well.url })
  for (let n = 0; n < 300; n++) await givenEvent(webhooks, { orderId: randomUUIDv7(), version: 1 })
  for (let look = 0; look < 4; look++) await webhooks.look() // each waits for those that hang
  t.equal(well.received.length, 300)
  t.equal(hanging.received.length, 100 + 3 * 4, 'fewer are tried once it is known to fail')
})

t.test('an endpoint gets no more in a second than it wants', async (t) => {
  const webhooks = await startDeliveries(t)
  const receiver = await givenReceiver(t)
  await givenActiveEndpoint(webhooks, { url: receiver.url, maxPerSecond: 10 })
  webhooks.advance(2000)
  for (let n = 0; n < 25; n++) await givenEvent(webhooks, { orderId: randomUUIDv7(), version: 1 })
  const received: number[] = []
  for (let second = 0; second < 3; second++) {
    await webhooks.look()
    await webhooks.look()
    received.push(receiver.received.length)
    webhooks.advance(1001)
  }
  t.strictSame(received, [10, 20, 25])
})

t.test('a test is sent to an endpoint that is off, at once, and tells nothing of its health', async (t) => {
  const webhooks = await startDeliveries(t)
  const receiver = await givenReceiver(t, (response) => { response.writeHead(500).end() })
  const { id } = await givenActiveEndpoint(webhooks, { url: receiver.url })
  await applyEndpointEvent(webhooks, id, { type: 'disable', at: webhooks.now().toISOString() })
  const deliveryId = await sendTestMessage(webhooks, id)
  await webhooks.settle()
  t.match(await findDelivery(webhooks, deliveryId), { state: 'failed', attempts: 1, lastStatus: 500, payload: { type: 'webhook.test' } })
  t.equal((await findEndpoint(webhooks, id)).state, 'disabled')
})

t.test('a receiver that does not consent gets its tries, and then nothing', async (t) => {
  const webhooks = await startDeliveries(t)
  const server = await givenRawServer(t, (socket) => { socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n') })
  const { id } = await givenEndpoint(webhooks, { url: server.url })
  await givenEvent(webhooks, { orderId: randomUUIDv7(), version: 1 })
  await webhooks.walk(4 * DAY)
  t.equal(server.connections(), 10)
  t.match(await findEndpoint(webhooks, id), { state: 'disabled', disabledBecause: 'unverified' })
  t.strictSame((await findDeliveries(webhooks, { endpointId: id, state: 'held', limit: 9 })).length, 1)
})

t.test('a delivery can be sent again under the same id, whatever became of it', async (t) => {
  const webhooks = await startDeliveries(t)
  const receiver = await givenReceiver(t)
  const { id } = await givenActiveEndpoint(webhooks, { url: receiver.url })
  await givenEvent(webhooks, { orderId: randomUUIDv7(), version: 1 })
  await webhooks.settle()
  const [delivery] = await findDeliveries(webhooks, { endpointId: id, limit: 1 })
  await t.rejects(redeliver(webhooks, delivery!.id, { accountId: 'other' }), { code: 'webhook_delivery_not_found' })
  await redeliver(webhooks, delivery!.id)
  await webhooks.settle()
  const [first, again] = receiver.received
  t.strictSame([again!.headers['webhook-id'], again!.body], [first!.headers['webhook-id'], first!.body])
  t.match(await findDelivery(webhooks, delivery!.id), { state: 'delivered', attempts: 2, tries: [{ number: 1 }, { number: 2 }] })
})

t.test('what a dead worker had begun is sent again, and what has been sent is not', async (t) => {
  const webhooks = await startDeliveries(t)
  const receiver = await givenReceiver(t)
  const { id } = await givenActiveEndpoint(webhooks, { url: receiver.url })
  for (let n = 0; n < 3; n++) await givenEvent(webhooks, { orderId: randomUUIDv7(), version: 1 })
  await webhooks.settle()
  const [lost] = await findDeliveries(webhooks, { endpointId: id, limit: 1, state: 'delivered' })
  await webhooks.db.updateTable('webhook_delivery').set({ state: 'sending', queued_at: new Date(Date.now() - 120_000) }).where('id', '=', lost!.id).execute()
  t.equal(await requeueLost(webhooks, 60_000), 1)
  await webhooks.settle()
  t.equal(receiver.received.length, 4)
  t.equal(receiver.events().filter((event) => event.id === lost!.messageId).length, 2)
})

t.test('an order counts on, and an endpoint knows what it was sent last, when all before is forgotten', async (t) => {
  const webhooks = await startDeliveries(t)
  const receiver = await givenReceiver(t)
  await givenActiveEndpoint(webhooks, { url: receiver.url })
  const orderId = randomUUIDv7()
  await givenEvent(webhooks, { orderId, version: 1 })
  await webhooks.settle()
  webhooks.advance(31 * DAY)
  t.equal(await forgetEvents({ ...webhooks, db: webhooks.db as unknown as Kysely<OrdersDatabase> }, 30), 1)
  t.ok(await forgetDeliveries(webhooks, 30) >= 1)
  await givenEvent(webhooks, { orderId, version: 2 })
  await webhooks.settle()
  t.strictSame(receiver.events().map(({ sequence, previousSequence }) => [sequence, previousSequence]), [[1, null], [2, 1]])
})

t.test('what an address answers that the endpoint has left meanwhile tells nothing of the new one', async (t) => {
  const webhooks = await startDeliveries(t)
  const next = await givenReceiver(t)
  const endpoint = { id: '' }
  const move = async () => {
    const { version: ifVersion } = await findEndpoint(webhooks, endpoint.id)
    await updateEndpoint(webhooks, endpoint.id, { ifVersion, change: { url: next.url } })
    await webhooks.db.updateTable('webhook_endpoint').set({ state: 'active' }).where('id', '=', endpoint.id).execute() // it has consented
  }
  const old = await givenReceiver(t, (response) => { move().then(() => response.writeHead(410, { 'retry-after': '86400' }).end()) })
  endpoint.id = (await givenActiveEndpoint(webhooks, { url: old.url })).id
  await givenEvent(webhooks, { orderId: randomUUIDv7(), version: 1 })
  await webhooks.settle()
  t.strictSame([old.received.length, next.received.length], [1, 1], 'the new one was asked at once')
  t.match(await findEndpoint(webhooks, endpoint.id), { state: 'active' })
  t.strictSame((await triesOf(webhooks, endpoint.id)).tries.map(({ outcome }) => outcome), ['moved', 'delivered'])
})

t.test('of an order that was erased nothing that names a person is sent any more, nor kept', async (t) => {
  const webhooks = await startDeliveries(t)
  const receiver = await givenReceiver(t)
  const { id } = await givenActiveEndpoint(webhooks, { url: receiver.url, personalData: true })
  const orderId = randomUUIDv7()
  await givenEvent(webhooks, { orderId, version: 1, personal: { subjectName: '张三' } })
  await webhooks.settle()
  await applyEndpointEvent(webhooks, id, { type: 'disable', at: webhooks.now().toISOString() })
  await givenEvent(webhooks, { orderId, version: 2, personal: { subjectName: '张三', reason: '张三说' } })
  await webhooks.settle()
  await webhooks.db.updateTable('published_event').set({ personal: null, erased_at: webhooks.now() }).where('order_id', '=', orderId).execute()
  await webhooks.db.updateTable('webhook_endpoint').set({ state: 'active' }).where('id', '=', id).execute()
  await recoverDeliveries(webhooks, id, new Date(0))
  await webhooks.look()
  t.equal(receiver.received.length, 1, 'it waits until its text is written anew')
  t.equal(await eraseDeliveries(webhooks), 2)
  t.equal(await eraseDeliveries(webhooks), 0)
  await requeueLost(webhooks, -1000)
  await webhooks.settle()
  t.strictSame(receiver.received.map(({ body }) => body.includes('张三')), [true, false])
  t.match(receiver.events()[1], { sequence: 2, previousSequence: 1, data: { order: { id: orderId } } })
  const deliveries = await findDeliveries(webhooks, { endpointId: id, orderId, limit: 9 })
  const payloads = await Promise.all(deliveries.map(async ({ id }) => (await findDelivery(webhooks, id)).payload))
  t.equal(payloads.filter((payload) => payload === null).length, 1, 'of the one that was sent before nothing is left')
})

t.test('to try one that waits behind others is to try those too', async (t) => {
  const webhooks = await startDeliveries(t)
  let well = false
  const receiver = await givenReceiver(t, (response) => { response.writeHead(well ? 200 : 500).end() })
  const { id } = await givenActiveEndpoint(webhooks, { url: receiver.url })
  const orderId = randomUUIDv7()
  await givenEvent(webhooks, { orderId, version: 1 })
  await webhooks.walk(10 * SECOND)
  await givenEvent(webhooks, { orderId, version: 2 })
  await webhooks.settle()
  const [second] = await findDeliveries(webhooks, { endpointId: id, limit: 1 })
  t.equal(second!.sequence, 2)
  await redeliver(webhooks, second!.id)
  await webhooks.settle()
  t.strictSame(receiver.events().map(({ sequence }) => sequence), [1, 1, 1], 'the first was tried, and the clock does not wait for the second')
  well = true
  await redeliver(webhooks, second!.id)
  await webhooks.settle()
  t.strictSame(receiver.events().slice(3).map(({ sequence }) => sequence), [1, 2])
})
