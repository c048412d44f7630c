import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely, type Transaction } from 'kysely'
import type { PersonalPart } from '../../orders/events/compose-event.ts'
import { composeEnvelope } from '../../orders/events/compose-envelope.ts'
import type { PublishedEvent } from '../../orders/events/publish-events.ts'
import type { Sealing } from '../../platform/sealing.ts'
import type { WebhookEndpointTable, WebhooksDatabase } from '../webhook-tables.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'

type Endpoint = Pick<WebhookEndpointTable, 'id' | 'account_id' | 'event_types' | 'provinces' | 'personal_data' | 'state'>
/** The last delivery of a stream to an endpoint. */
type Last = { sequence: number, waitsUntil: Date | null }

/**
 * One delivery for every endpoint that wants an event, in the transaction that publishes it: none can be missed. The endpoints are
 * locked against a change of state meanwhile, so that what is published after one was turned off is held.
 */
export async function composeDeliveries (
  { sealing, now }: Pick<WebhooksDeps, 'sealing' | 'now'>, db: Transaction<WebhooksDatabase>, events: PublishedEvent[]
): Promise<number> {
  const endpoints: Endpoint[] = await db.selectFrom('webhook_endpoint')
    .select(['id', 'account_id', 'event_types', 'provinces', 'personal_data', 'state']).orderBy('id').forShare().execute()
  const wanted = events.flatMap((event) => endpoints.filter((endpoint) => wants(endpoint, event)).map((endpoint) => ({ event, endpoint })))
  if (wanted.length === 0) return 0
  const last = await findLast(db, wanted.map(({ event, endpoint }) => ({ endpointId: endpoint.id, stream: event.stream })))
  const rows = wanted.map(({ event, endpoint }) => {
    const key = endpoint.id + event.stream
    const before = last.get(key)
    const row = composeDelivery(sealing, now(), event, endpoint, before)
    last.set(key, { sequence: event.sequence, waitsUntil: before?.waitsUntil ?? null })
    return row
  })
  await insertDeliveries(db, rows)
  await keepLast(db, rows)
  return rows.length
}

function wants (endpoint: Endpoint, { type, account_id: accountId, province }: PublishedEvent): boolean {
  return (endpoint.account_id === null || endpoint.account_id === accountId) &&
    (endpoint.event_types.length === 0 || endpoint.event_types.includes(type)) &&
    (endpoint.provinces.length === 0 || (province !== null && endpoint.provinces.includes(province)))
}

function composeDelivery (sealing: Sealing, now: Date, event: PublishedEvent, endpoint: Endpoint, before: Last | undefined) {
  const id = randomUUIDv7()
  const personal = endpoint.personal_data && event.personal ? sealing.unseal<PersonalPart>(event.personal, event.id) : undefined
  const previous = before?.sequence ?? null
  const body = JSON.stringify(composeEnvelope(event, previous, personal))
  return {
    id,
    endpoint_id: endpoint.id,
    message_id: event.id,
    event_type: event.type,
    stream: event.stream,
    order_id: event.order_id,
    sequence: event.sequence,
    previous_sequence: previous,
    body: sealing.sealBytes(Buffer.from(body), id).toString('base64'),
    state: endpoint.state === 'active' || endpoint.state === 'failing' ? 'pending' : 'held',
    created_at: now,
    // not looked at before those ahead of it are tried again
    due_at: before?.waitsUntil && before.waitsUntil > now ? before.waitsUntil : now
  }
}

async function findLast (db: Kysely<WebhooksDatabase>, keys: Array<{ endpointId: string, stream: string }>): Promise<Map<string, Last>> {
  const distinct = [...new Map(keys.map((key) => [key.endpointId + key.stream, key])).values()]
  const { rows } = await sql<{ endpoint_id: string, stream: string, sequence: number, waits_until: Date | null }>`
    select s.endpoint_id, s.stream, s.last_sequence as sequence, (
      select min(w.due_at) from webhook_delivery w
      where w.endpoint_id = s.endpoint_id and w.stream = s.stream and w.state = 'pending') as waits_until
    from json_to_recordset(${JSON.stringify(distinct)}::json) as k ("endpointId" uuid, stream text)
    join webhook_stream s on s.endpoint_id = k."endpointId" and s.stream = k.stream
  `.execute(db)
  return new Map(rows.map(({ endpoint_id: endpointId, stream, sequence, waits_until: waitsUntil }) =>
    [endpointId + stream, { sequence, waitsUntil }]))
}

async function keepLast (db: Kysely<WebhooksDatabase>, rows: Array<ReturnType<typeof composeDelivery>>): Promise<void> {
  const last = new Map(rows.map(({ endpoint_id: endpointId, stream, sequence }) =>
    [endpointId + stream, { endpoint_id: endpointId, stream, last_sequence: sequence }]))
  await db.insertInto('webhook_stream').values([...last.values()])
    .onConflict((conflict) => conflict.columns(['endpoint_id', 'stream']).doUpdateSet(({ ref }) => ({ last_sequence: ref('excluded.last_sequence') })))
    .execute()
}

async function insertDeliveries (db: Kysely<WebhooksDatabase>, rows: Array<ReturnType<typeof composeDelivery>>): Promise<void> {
  await sql`
    insert into webhook_delivery (id, endpoint_id, purpose, message_id, event_type, stream, order_id, sequence, previous_sequence, body, state,
      tries, attempts, created_at, due_at)
    select id, endpoint_id, 'event', message_id, event_type, stream, order_id, sequence, previous_sequence, decode(body, 'base64'), state,
      0, 0, created_at, due_at
    from json_to_recordset(${JSON.stringify(rows)}::json) as d (id uuid, endpoint_id uuid, message_id uuid, event_type text, stream text,
      order_id uuid, sequence integer, previous_sequence integer, body text, state text, created_at timestamptz, due_at timestamptz)
  `.execute(db)
}
