import { randomUUIDv7 } from 'node:crypto'
import t from 'tap'
import { insertMessage } from './insert-message.ts'
import { findEndpointStatistics } from './endpoint-statistics.ts'
import { givenActiveEndpoint, givenDelivery, startWebhooks, type TestWebhooks } from '../testing/start-webhooks.ts'

const HOUR_MS = 60 * 60 * 1000
type Try = { number: number, status: number | null, outcome: string, durationMs: number }

async function givenTry (
  { db, now }: TestWebhooks, endpointId: string, deliveryId: string, { number, status, outcome, durationMs }: Try
): Promise<void> {
  await db.insertInto('webhook_attempt').values({
    id: randomUUIDv7(),
    delivery_id: deliveryId,
    endpoint_id: endpointId,
    number,
    started_at: now(),
    outcome,
    status,
    duration_ms: durationMs,
    request_headers: '{}',
    answer: null,
    retry_at: null
  }).execute()
}

t.test('tries are counted together and hour by hour, with what still waits', async (t) => {
  const webhooks = await startWebhooks(t)
  const [{ id }, other] = [await givenActiveEndpoint(webhooks), await givenActiveEndpoint(webhooks)]
  const [delivered, held, pending] = [
    await givenDelivery(webhooks, id, 'delivered'), await givenDelivery(webhooks, id, 'held'), await givenDelivery(webhooks, id, 'queued')]
  await givenTry(webhooks, id, delivered, { number: 1, status: 500, outcome: 'refused', durationMs: 9000 })
  webhooks.advance(2 * HOUR_MS)
  for (let number = 2; number <= 20; number++) await givenTry(webhooks, id, delivered, { number, status: 200, outcome: 'delivered', durationMs: number * 10 })
  await givenTry(webhooks, id, pending, { number: 1, status: null, outcome: 'connection_refused', durationMs: 1 })
  webhooks.advance(HOUR_MS)
  await givenTry(webhooks, id, held, { number: 1, status: 429, outcome: 'busy', durationMs: 5 })
  await givenTry(webhooks, other.id, await givenDelivery(webhooks, other.id), { number: 1, status: 200, outcome: 'delivered', durationMs: 1 })
  const test = await webhooks.db.transaction().execute(async (trx) =>
    await insertMessage(trx, webhooks, { endpointId: id, purpose: 'test', type: 'webhook.test', data: {} }))
  await givenTry(webhooks, id, test, { number: 1, status: 200, outcome: 'delivered', durationMs: 1 })

  const statistics = await findEndpointStatistics(webhooks, id, 3)
  t.match(statistics, {
    since: '2026-01-05T02:00:00.000Z',
    until: '2026-01-05T05:00:00.000Z',
    tries: 22,
    delivered: 19,
    failed: 3,
    successRate: 19 / 22,
    durationMs: { p50: 100, p95: 200 },
    held: 1,
    pending: 1
  })
  t.strictSame(statistics.outcomes.map(({ outcome, tries }) => [outcome, tries]), [['delivered', 19], ['busy', 1], ['connection_refused', 1], ['refused', 1]])
  t.strictSame(statistics.hours.map(({ from, tries, delivered }) => [from, tries, delivered]), [
    ['2026-01-05T02:00:00.000Z', 1, 0], ['2026-01-05T03:00:00.000Z', 0, 0], ['2026-01-05T04:00:00.000Z', 21, 19]
  ])
  t.match(statistics.hours[1], { successRate: null, durationMs: null })
  t.strictSame((await findEndpointStatistics(webhooks, id, 1)).tries, 21)
})

t.test('of an endpoint that was sent nothing nothing is said', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id } = await givenActiveEndpoint(webhooks)
  t.match(await findEndpointStatistics(webhooks, id, 2), {
    tries: 0, delivered: 0, failed: 0, successRate: null, durationMs: null, outcomes: [], held: 0, pending: 0, hours: { length: 2 }
  })
})
