import { sql } from 'kysely'
import { firstOfStream } from './first-of-stream.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'

/** Of one endpoint in the queue or on their way at a time, over all workers. One that fails gets few, so that it keeps nobody waiting. */
const PLACES = { active: 100, failing: 4, asked: 2 }

/** What the relay gives to the queue. */
export type DueDelivery = { id: string, endpointId: string, queuedAt: Date }

/**
 * Marks deliveries that are due as queued, and gives them to `enqueue`. Of a stream only the first that is not finished: sequence
 * within an order, no order waits for another. An endpoint has its places, its rate and its pause; those that have none left are passed
 * by. What is new goes before what a recovery sends again.
 *
 * Marked first, and added then: a job whose row is not marked yet would find nothing to do. What is marked and was never added, because
 * this process died in between, is lost and found by `requeueLost`.
 */
export async function relayDeliveries (
  deps: Pick<WebhooksDeps, 'db' | 'now'>, enqueue: (deliveries: DueDelivery[]) => Promise<void>
): Promise<number> {
  const due = await markQueued(deps)
  if (due.length === 0) return 0
  try {
    await enqueue(due)
  } catch (error) {
    await deps.db.updateTable('webhook_delivery').set({ state: 'pending', queued_at: null })
      .where('id', 'in', due.map(({ id }) => id)).where('state', '=', 'queued').execute()
    throw error
  }
  return due.length
}

async function markQueued ({ db, now }: Pick<WebhooksDeps, 'db' | 'now'>): Promise<DueDelivery[]> {
  const { rows } = await sql<DueDelivery>`
    with
      place as materialized (
        select e.id, e.state in ('active', 'failing') as open, least(
          case e.state when 'active' then ${PLACES.active}::integer when 'failing' then ${PLACES.failing} else ${PLACES.asked} end - f.flying,
          e.max_per_second - f.lately) as free
        from webhook_endpoint e, lateral (
          select count(*) as flying, (
            select count(*) from webhook_attempt a where a.endpoint_id = e.id and e.max_per_second is not null
              and a.started_at > ${now()}::timestamptz - interval '1 second') + count(*) as lately
          from webhook_delivery d where d.endpoint_id = e.id and d.state in ('queued', 'sending')) f
        where e.paused_until is null or e.paused_until <= ${now()}),
      due as (
        select d.id from place, lateral (
          select d.id from webhook_delivery d
          where d.endpoint_id = place.id and d.state = 'pending' and d.due_at <= ${now()} and (place.open or d.purpose <> 'event')
            and d.id = ${firstOfStream()}
          order by d.bulk, d.due_at limit greatest(place.free, 0) for update skip locked) d)
    update webhook_delivery d set state = 'queued', queued_at = clock_timestamp() from due where d.id = due.id
    returning d.id, d.endpoint_id as "endpointId", d.queued_at as "queuedAt"`.execute(db)
  return rows
}
