import { randomUUIDv7 } from 'node:crypto'
import type { Kysely } from 'kysely'
import t from 'tap'
import { forgetEvents } from '../../orders/events/forget-events.ts'
import type { OrdersDatabase } from '../../orders/order-tables.ts'
import { applyEndpointEvent } from '../endpoints/apply-endpoint-event.ts'
import { findEndpoint } from '../endpoints/find-endpoints.ts'
import { updateEndpoint } from '../endpoints/update-endpoint.ts'
import { givenReceiver, verify } from '../testing/given-receiver.ts'
import { givenEvent, publish, startDeliveries } from '../testing/start-deliveries.ts'
import { givenActiveEndpoint, givenFlight } from '../testing/start-webhooks.ts'
import { claimDeliveries } from './claim-deliveries.ts'
import { findDeliveries, findDelivery } from './find-deliveries.ts'
import { recoverDeliveries } from './recover-deliveries.ts'
import { redeliver } from './redeliver.ts'
import { eraseDeliveries } from './erase-deliveries.ts'
import { forgetDeliveries } from './forget-deliveries.ts'
import { relayDeliveries } from './relay-deliveries.ts'
import { requeueLost } from './requeue-lost.ts'
import { triesOf } from '../testing/tries-of.ts'

const SECOND = 1000
const DAY = 24 * 3_600_000

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

t.test('two jobs that ask for the same delivery at once send it once', async (t) => {
  const webhooks = await startDeliveries(t)
  const receiver = await givenReceiver(t)
  const { id: endpointId } = await givenActiveEndpoint(webhooks, { url: receiver.url })
  await givenEvent(webhooks, { orderId: randomUUIDv7(), version: 1 })
  await publish(webhooks)
  const ids: string[] = []
  await relayDeliveries(webhooks, async (due) => { ids.push(...due.map(({ id }) => id)) })
  t.equal(ids.length, 1)
  const claimed = await claimDeliveries(webhooks, [ids[0]!, ids[0]!])
  t.strictSame(claimed.map((delivery) => delivery?.endpointId ?? null), [endpointId, null])
})

t.test('what a dead worker had begun is sent again, and what has been sent is not', async (t) => {
  const webhooks = await startDeliveries(t)
  const receiver = await givenReceiver(t)
  const { id } = await givenActiveEndpoint(webhooks, { url: receiver.url })
  for (let n = 0; n < 3; n++) await givenEvent(webhooks, { orderId: randomUUIDv7(), version: 1 })
  await webhooks.settle()
  const [lost] = await findDeliveries(webhooks, { endpointId: id, limit: 1, state: 'delivered' })
  await webhooks.db.updateTable('webhook_delivery').set({ state: 'pending' }).where('id', '=', lost!.id).execute()
  await givenFlight(webhooks, { id: lost!.id, endpointId: id, sendingSince: new Date(Date.now() - 120_000) })
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
  await recoverDeliveries(webhooks, id, { since: new Date(0) })
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

t.test('an endpoint that has persons named to it no more is sent none, of older events neither', async (t) => {
  const webhooks = await startDeliveries(t)
  const receiver = await givenReceiver(t)
  const { id, secret } = await givenActiveEndpoint(webhooks, { url: receiver.url, personalData: true })
  await givenEvent(webhooks, { orderId: randomUUIDv7(), version: 1, personal: { subjectName: '张三' } })
  await webhooks.settle()
  const [delivery] = await findDeliveries(webhooks, { endpointId: id, eventType: 'order.submitted', limit: 1 })
  await updateEndpoint(webhooks, id, { ifVersion: (await findEndpoint(webhooks, id)).version, change: { personalData: false } })
  await redeliver(webhooks, delivery!.id)
  await webhooks.settle()
  const [before, after] = receiver.received
  t.match([before!.body, after!.body.includes('张三')], [/张三/, false])
  const { personal, ...data } = before!.event.data as { personal?: object }
  t.strictSame(after!.event, { ...before!.event, data }, 'all else is the same')
  t.same(verify(secret, after!), after!.event)
  t.equal(after!.headers['webhook-id'], before!.headers['webhook-id'])
})
