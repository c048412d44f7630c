import { randomUUIDv7 } from 'node:crypto'
import type { Kysely } from 'kysely'
import t from 'tap'
import type { WebhooksDatabase } from '../../webhooks/webhook-tables.ts'
import { send } from '../testing/send.ts'
import { startApi, type TestApi } from '../testing/start-api.ts'

/** An endpoint of account acme that has consented, with one delivery that was given up. */
async function givenFailedDelivery (api: TestApi) {
  const db = api.deps.db as unknown as Kysely<WebhooksDatabase>
  const { sealing, now } = api.deps
  const made = await send(api, '/v1/webhook-endpoints', await api.as('applicant'), { body: { url: 'https://hooks.example.com/beian' } })
  const { id: endpointId } = made.json<{ id: string }>()
  await db.updateTable('webhook_endpoint').set({ state: 'active' }).where('id', '=', endpointId).execute()
  const [id, attemptId, orderId, messageId] = [randomUUIDv7(), randomUUIDv7(), randomUUIDv7(), randomUUIDv7()]
  const body = JSON.stringify({ id: messageId, data: { order: { id: orderId }, personal: { subjectName: '张三' } } })
  await db.insertInto('webhook_delivery').values({
    id,
    endpoint_id: endpointId,
    purpose: 'event',
    message_id: messageId,
    event_type: 'order.completed',
    stream: orderId,
    order_id: orderId,
    sequence: 4,
    previous_sequence: 2,
    body: sealing.sealBytes(Buffer.from(body), id),
    state: 'failed',
    tries: 10,
    attempts: 10,
    last_status: 503,
    last_outcome: 'busy',
    created_at: now(),
    due_at: now(),
    finished_at: now()
  }).execute()
  await db.insertInto('webhook_attempt').values({
    id: attemptId,
    delivery_id: id,
    endpoint_id: endpointId,
    number: 10,
    started_at: now(),
    outcome: 'busy',
    status: 503,
    duration_ms: 12,
    request_headers: JSON.stringify({ 'webhook-id': messageId }),
    answer: sealing.seal({ headers: { a: 'b' }, body: 'later', truncated: false }, attemptId),
    retry_at: null
  }).execute()
  return { db, endpointId, id, orderId, messageId }
}

t.test('the log says what was sent, what came back, and when it is tried again', async (t) => {
  const api = await startApi(t)
  const { id, orderId, messageId, endpointId } = await givenFailedDelivery(api)
  const applicant = await api.as('applicant')
  const unknown = await send(api, '/v1/webhook-deliveries', applicant, { query: { eventType: 'order.finished' } })
  t.match(unknown.json().errors, [{ field: 'eventType', code: 'NOT_IN_LIST' }])
  const listed = (await send(api, '/v1/webhook-deliveries', applicant, { query: { state: 'failed', orderId, endpointId, eventType: 'order.completed' } })).json()
  t.match(listed, { data: [{ id, endpointId, orderId, messageId, sequence: 4, previousSequence: 2, state: 'failed', attempts: 10, lastStatus: 503, lastOutcome: 'busy', nextTryAt: null }], nextCursor: null })
  const reply = await send(api, `/v1/webhook-deliveries/${id}`, applicant)
  t.match(reply.json(), {
    id, payload: { id: messageId, data: { order: { id: orderId } } }, tries: [{ number: 10, status: 503, durationMs: 12, response: { body: 'later', headers: { a: 'b' } }, failure: null }]
  })
  t.notMatch(reply.body, /张三/, 'the log names no person')
})

t.test('a delivery is another account\'s business to nobody', async (t) => {
  const api = await startApi(t)
  const { id } = await givenFailedDelivery(api)
  const stranger = await api.as('applicant', { account: 'other' })
  t.strictSame((await send(api, '/v1/webhook-deliveries', stranger)).json().data, [])
  for (const path of [id, 'nonsense', randomUUIDv7()]) {
    t.match((await send(api, `/v1/webhook-deliveries/${path}`, stranger)).json(), { status: 404, code: 'webhook_delivery_not_found' })
  }
  t.equal((await send(api, `/v1/webhook-deliveries/${id}/redeliver`, stranger, { body: {} })).statusCode, 404)
  t.equal((await send(api, '/v1/webhook-deliveries', await api.as('reviewer'))).statusCode, 403)
  t.equal((await send(api, '/v1/webhook-deliveries', await api.as('admin'))).json().data.length, 2, 'the check for consent is one too')
})

t.test('a delivery is sent again on request, unless its endpoint is off or its text was erased', async (t) => {
  const api = await startApi(t)
  const { db, id, endpointId } = await givenFailedDelivery(api)
  const again = async () => await send(api, `/v1/webhook-deliveries/${id}/redeliver`, await api.as('applicant'), { body: {} })
  const asked = await again()
  t.match([asked.statusCode, asked.json()], [202, { id, state: 'pending', nextTryAt: api.deps.now().toISOString() }])
  await db.updateTable('webhook_endpoint').set({ state: 'disabled' }).where('id', '=', endpointId).execute()
  t.match((await again()).json(), { status: 409, code: 'webhook_endpoint_state', endpointReasons: [{ code: 'not_sending' }] })
  await db.updateTable('webhook_endpoint').set({ state: 'active' }).where('id', '=', endpointId).execute()
  await db.updateTable('webhook_delivery').set({ body: Buffer.alloc(0) }).where('id', '=', id).execute()
  t.match((await again()).json(), { status: 410, code: 'webhook_delivery_erased' })
  t.match((await send(api, `/v1/webhook-deliveries/${id}`, await api.as('applicant'))).json(), { payload: null })
})

t.test('recovering sends what was held and what was given up, since a moment', async (t) => {
  const api = await startApi(t)
  const { db, endpointId, id } = await givenFailedDelivery(api)
  const recover = async (since: string) =>
    (await send(api, `/v1/webhook-endpoints/${endpointId}/recover`, await api.as('applicant'), { body: { since } })).json()
  t.same(await recover('2026-01-05T02:00:01Z'), { recovered: 0 })
  t.same(await recover('2026-01-05T02:00:00Z'), { recovered: 1 })
  t.match(await db.selectFrom('webhook_delivery').selectAll().where('id', '=', id).executeTakeFirst(), { state: 'pending', tries: 0, bulk: true, attempts: 10 })
})
