import { sql } from 'kysely'
import type { WebhooksDeps } from '../webhooks-deps.ts'

export type DurationsMs = { p50: number, p95: number }
export type TriesCounted = {
  tries: number
  /** Answered 2xx. */
  delivered: number
  failed: number
  /** Null: nothing was tried. */
  successRate: number | null
  durationMs: DurationsMs | null
}
export type EndpointStatistics = TriesCounted & {
  since: string
  until: string
  outcomes: Array<{ outcome: string, tries: number }>
  held: number
  pending: number
  hours: Array<TriesCounted & { from: string }>
}

const HOUR_MS = 60 * 60 * 1000

/** How the deliveries of events to an endpoint went in the last hours. Consent checks and tests do not count. */
export async function findEndpointStatistics (deps: Pick<WebhooksDeps, 'db' | 'now'>, endpointId: string, hours: number): Promise<EndpointStatistics> {
  const until = deps.now()
  const since = new Date(until.getTime() - hours * HOUR_MS)
  const [counted, outcomes, waiting] = await Promise.all([
    countTries(deps, endpointId, since, hours), countOutcomes(deps, endpointId, since), countWaiting(deps, endpointId)
  ])
  const perHour = new Map(counted.map((row) => [row.hour, asCounted(row)]))
  return {
    since: since.toISOString(),
    until: until.toISOString(),
    ...perHour.get(null) ?? NOTHING,
    outcomes,
    ...waiting,
    hours: Array.from({ length: hours }, (_, hour) => ({
      from: new Date(since.getTime() + hour * HOUR_MS).toISOString(), ...perHour.get(hour) ?? NOTHING
    }))
  }
}

const NOTHING: TriesCounted = { tries: 0, delivered: 0, failed: 0, successRate: null, durationMs: null }

/** `hour` counts from the beginning; null is the sum of all. */
type Counted = { hour: number | null, tries: number, delivered: number, p50: number, p95: number }

async function countTries ({ db }: Pick<WebhooksDeps, 'db'>, endpointId: string, since: Date, hours: number): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select hour, count(*)::integer as tries, count(*) filter (where status between 200 and 299)::integer as delivered,
      percentile_disc(0.5) within group (order by duration_ms) as p50, percentile_disc(0.95) within group (order by duration_ms) as p95
    from (
      select least(floor(extract(epoch from a.started_at - ${since}::timestamptz) / 3600)::integer, ${hours - 1}::integer) as hour, a.status, a.duration_ms
      from webhook_attempt a join webhook_delivery d on d.id = a.delivery_id
      where a.endpoint_id = ${endpointId} and a.started_at >= ${since} and d.purpose = 'event') tried
    group by grouping sets ((hour), ())`.execute(db)
  return rows.filter(({ tries }) => tries > 0)
}

async function countOutcomes ({ db }: Pick<WebhooksDeps, 'db'>, endpointId: string, since: Date): Promise<EndpointStatistics['outcomes']> {
  return await db.selectFrom('webhook_attempt as a').innerJoin('webhook_delivery as d', 'd.id', 'a.delivery_id')
    .select(['a.outcome', sql<number>`count(*)::integer`.as('tries')])
    .where('a.endpoint_id', '=', endpointId).where('a.started_at', '>=', since)
    .where('d.purpose', '=', 'event').groupBy('a.outcome').orderBy('tries', 'desc').orderBy('a.outcome').execute()
}

async function countWaiting ({ db }: Pick<WebhooksDeps, 'db'>, endpointId: string): Promise<{ held: number, pending: number }> {
  return await db.selectFrom('webhook_delivery').select([
    sql<number>`(count(*) filter (where state = 'held'))::integer`.as('held'),
    sql<number>`(count(*) filter (where state <> 'held'))::integer`.as('pending')
  ]).where('endpoint_id', '=', endpointId).where('purpose', '=', 'event')
    .where('state', 'in', ['held', 'pending']).executeTakeFirstOrThrow()
}

function asCounted ({ tries, delivered, p50, p95 }: Counted): TriesCounted {
  return { tries, delivered, failed: tries - delivered, successRate: delivered / tries, durationMs: { p50, p95 } }
}
