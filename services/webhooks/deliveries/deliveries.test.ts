import { randomUUIDv7 } from 'node:crypto'
import t from 'tap'
import { givenRawServer } from '../../platform/http/testing/raw-server.ts'
import { applyEndpointEvent } from '../endpoints/apply-endpoint-event.ts'
import { findEndpoint } from '../endpoints/find-endpoints.ts'
import { rotateSecret } from '../endpoints/rotate-secret.ts'
import { sendTestMessage } from '../endpoints/send-test-message.ts'
import { givenReceiver, verify } from '../testing/given-receiver.ts'
import { givenEvent, startDeliveries } from '../testing/start-deliveries.ts'
import { givenActiveEndpoint, givenEndpoint } from '../testing/start-webhooks.ts'
import { findDeliveries, findDelivery } from './find-deliveries.ts'

const HOUR = 3_600_000
const DAY = 24 * 3_600_000

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
  const { deliveryId } = await sendTestMessage(webhooks, id)
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
