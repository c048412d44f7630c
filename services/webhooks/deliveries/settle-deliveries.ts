import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { prepare } from '../../platform/prepared.ts'
import { reportOutcomes } from '../endpoints/report-outcomes.ts'
import { reportVerification } from '../endpoints/report-verification.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'
import type { ClaimedDelivery } from './claim-deliveries.ts'
import { pauseAfter } from './retry-timetable.ts'
import type { Tried } from './try-delivery.ts'

export type TriedDelivery = { delivery: ClaimedDelivery, tried: Tried, startedAt: Date }

type Deps = WebhooksDeps & { random: () => number }
type Settled = TriedDelivery & { retryAt: Date | null }

/**
 * Writes down what came of deliveries: the try, the state of the delivery, when it is tried again, and with that when those behind it in
 * its stream are looked at. Then tells the endpoints what it means for them. All of it may be done twice.
 */
export async function settleDeliveries (deps: Deps, tried: TriedDelivery[]): Promise<void[]> {
  const settled = (await markMoved(deps, tried)).map((one) => ({ ...one, retryAt: retryAt(deps, one) }))
  await record(deps, settled)
  await pauseBusy(deps, settled)
  await tellEndpoints(deps, settled)
  return tried.map(() => undefined)
}

/** What an earlier address answers is no answer of the endpoint: the new one is asked at once. */
async function markMoved ({ db }: Deps, tried: TriedDelivery[]): Promise<TriedDelivery[]> {
  const failed = tried.filter(({ tried: { delivered } }) => !delivered)
  if (failed.length === 0) return tried
  const rows = await db.selectFrom('webhook_endpoint').select(['id', 'url']).where('id', 'in', failed.map(({ delivery }) => delivery.endpointId)).execute()
  const urls = new Map(rows.map(({ id, url }) => [id, url]))
  const hasMoved = ({ delivery: { endpointId, url, purpose } }: TriedDelivery) => purpose === 'event' && urls.has(endpointId) && urls.get(endpointId) !== url
  return tried.map((one) => failed.includes(one) && hasMoved(one) ? { ...one, tried: { ...one.tried, outcome: 'moved' } } : one)
}

function retryAt ({ now, random }: Deps, { delivery, tried }: TriedDelivery): Date | null {
  if (tried.outcome === 'moved') return now()
  if (tried.delivered || delivery.purpose === 'test') return null // whoever asked for a test looks at what came of it
  if (tried.outcome === 'gone' && delivery.purpose === 'verification') return null
  const pause = pauseAfter(delivery.tries + 1, { retryAfterMs: tried.retryAfterMs, random })
  return pause === null ? null : new Date(now().getTime() + pause)
}

async function record ({ db, sealing, now }: Deps, settled: Settled[]): Promise<void> {
  const rows = settled.map(({ delivery, tried, startedAt, retryAt }) => {
    const id = randomUUIDv7()
    return {
      id,
      delivery_id: delivery.id,
      endpoint_id: delivery.endpointId,
      number: delivery.attempts + 1,
      started_at: startedAt,
      delivered: tried.delivered,
      outcome: tried.outcome,
      status: tried.status,
      duration_ms: tried.durationMs,
      request_headers: tried.requestHeaders,
      answer: sealing.seal(tried.answer, id).toString('base64'),
      retry_at: retryAt
    }
  })
  await settle(db, { ids: rows.map((row) => row.delivery_id), rows: JSON.stringify(rows), at: now() })
}

const settle = prepare<{ ids: string[], rows: string, at: Date }, never>('settle_webhooks', ({ ids, rows, at }) => sql`
  with
    o as materialized (
      select * from json_to_recordset(${rows}::json) as o (id uuid, delivery_id uuid, endpoint_id uuid, number integer,
        started_at timestamptz, delivered boolean, outcome text, status smallint, duration_ms integer, request_headers jsonb, answer text,
        retry_at timestamptz)),
    landed as (
      delete from webhook_flight f where f.delivery_id = any(${ids}::uuid[]) and f.sending_since is not null returning f.delivery_id),
    settled as (
      update webhook_delivery d set
        state = case
          when o.delivered then 'delivered' when d.state = 'discarded' then 'discarded' when o.retry_at is null then 'failed'
          when ${isHeld()} then 'held' else 'pending' end,
        tries = d.tries + 1, attempts = o.number, last_status = o.status, last_outcome = o.outcome,
        due_at = case when o.retry_at is null then d.due_at when ${isHeld()} then ${at}::timestamptz else o.retry_at end,
        finished_at = case when o.delivered or o.retry_at is null then ${at}::timestamptz end
      from o join landed l on l.delivery_id = o.delivery_id, webhook_endpoint e
      where d.id = o.delivery_id and e.id = d.endpoint_id
      returning d.id, d.endpoint_id, d.stream, d.sequence, d.erased_at, o.retry_at),
    logged as (
      insert into webhook_attempt (id, delivery_id, endpoint_id, number, started_at, outcome, status, duration_ms, request_headers, answer, retry_at)
      select o.id, o.delivery_id, o.endpoint_id, o.number, o.started_at, o.outcome, o.status, o.duration_ms, o.request_headers,
        case when s.erased_at is null then decode(o.answer, 'base64') end,
        case when o.outcome <> 'gone' then o.retry_at end -- held until somebody recovers it
      from o join settled s on s.id = o.delivery_id on conflict (delivery_id, number) do nothing)
  update webhook_delivery behind set due_at = coalesce(s.retry_at, ${at}::timestamptz)
  from settled s, lateral (
    select b.id, b.due_at, b.tries from webhook_delivery b
    where b.endpoint_id = s.endpoint_id and b.stream = s.stream and b.sequence > s.sequence and b.state = 'pending'
    offset 0) b -- by the index of what is unfinished, for each: left to choose, PostgreSQL may read all that waits for the endpoint
  where behind.id = b.id and behind.state <> 'held' and (b.due_at < s.retry_at or (s.retry_at is null and b.tries = 0 and b.due_at > ${at}))`)

/** It is to be tried again, but not to an endpoint that is off, or will be with this answer. Held since then is what its `due_at` says. */
function isHeld () {
  return sql`d.purpose = 'event' and (o.outcome = 'gone' or e.state not in ('active', 'failing'))`
}

/** Whoever asks to be spared is spared by all deliveries. */
async function pauseBusy ({ db, now }: Deps, settled: Settled[]): Promise<void> {
  const busy = settled.filter(({ tried: { outcome, retryAfterMs } }) => outcome === 'busy' && retryAfterMs > 0)
  for (const { delivery, tried } of busy) {
    const until = new Date(now().getTime() + Math.min(tried.retryAfterMs, AT_MOST_MS))
    await db.updateTable('webhook_endpoint').set(({ fn, val }) => ({ paused_until: fn('greatest', ['paused_until', val(until)]) }))
      .where('id', '=', delivery.endpointId).execute()
  }
}

/** A single receiver's busy moment shall not stop its events for days. */
const AT_MOST_MS = 60 * 60 * 1000

async function tellEndpoints (deps: Deps, settled: Settled[]): Promise<void> {
  for (const { delivery: { id: deliveryId, endpointId, purpose }, tried, retryAt } of settled) {
    if (purpose !== 'verification') continue
    if (tried.delivered) await reportVerification(deps, endpointId, { deliveryId, outcome: 'answered' })
    else if (retryAt === null) await reportVerification(deps, endpointId, { deliveryId, outcome: tried.outcome === 'gone' ? 'gone' : 'given_up' })
  }
  const ofEvents = settled.filter(({ delivery: { purpose }, tried: { outcome } }) => purpose === 'event' && outcome !== 'moved')
  for (const [endpointId, ofEndpoint] of Map.groupBy(ofEvents, ({ delivery }) => delivery.endpointId)) {
    const count = (wanted: (tried: Tried) => boolean) => ofEndpoint.filter(({ tried }) => wanted(tried)).length
    const outcomes = {
      succeeded: count(({ delivered }) => delivered),
      gone: count(({ outcome }) => outcome === 'gone'),
      failed: count(({ delivered, outcome }) => !delivered && outcome !== 'gone')
    }
    const isNews = outcomes.gone + outcomes.failed > 0 || ofEndpoint.some(({ delivery }) => delivery.endpointState !== 'active')
    if (isNews) await reportOutcomes(deps, endpointId, outcomes)
  }
}
