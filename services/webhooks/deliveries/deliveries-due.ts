import { sql } from 'kysely'
import { firstOfStream } from './first-of-stream.ts'
import { isNotUnderWay } from './under-way.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'

type Deps = Pick<WebhooksDeps, 'db' | 'now'>

/** Those behind another of their stream are not due before that one has ended. */
const SENDABLE = sql<boolean>`(d.purpose <> 'event' or e.state in ('active', 'failing')) and d.id = ${firstOfStream()}`

/** Deliveries that are due or under way, wherever they are. */
export async function countDueDeliveries ({ db, now }: Deps): Promise<number> {
  const { rows: [row] } = await sql<{ count: string }>`
    select (select count(*) from webhook_flight) + (
      select count(*) from webhook_delivery d join webhook_endpoint e on e.id = d.endpoint_id
      where d.state = 'pending' and ${isNotUnderWay()} and ${SENDABLE} and greatest(d.due_at, e.paused_until) <= ${now()}) as count`.execute(db)
  return Number(row!.count)
}

/** When the next one that waits for its time is tried. */
export async function nextDeliveryDue ({ db }: Pick<Deps, 'db'>): Promise<Date | null> {
  const { rows: [row] } = await sql<{ due_at: Date | null }>`
    select min(greatest(d.due_at, e.paused_until)) as due_at from webhook_delivery d join webhook_endpoint e on e.id = d.endpoint_id
    where d.state = 'pending' and ${isNotUnderWay()} and ${SENDABLE}`.execute(db)
  return row!.due_at
}
