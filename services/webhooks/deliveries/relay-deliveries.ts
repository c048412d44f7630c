import { sql } from 'kysely'
import { firstOfStream } from './first-of-stream.ts'
import { prepare } from '../../platform/prepared.ts'
import { isNotUnderWay } from './under-way.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'

/** Of one endpoint in the queue or on their way at a time, over all workers. One that fails gets few, so that it keeps nobody waiting. */
const PLACES = { active: 100, failing: 4, asked: 2 }

/** What the relay gives to the queue. */
export type DueDelivery = { id: string, endpointId: string, queuedAt: Date }

/**
 * Writes a flight for deliveries that are due, and gives them to `enqueue`. Of a stream only the first that is not finished: sequence
 * within an order, no order waits for another. An endpoint has its places, its rate and its pause; those that have none left are passed
 * by. What is new goes before what a recovery sends again.
 *
 * Written first, and added then: a job without a flight would find nothing to do. A flight whose job was never added, because this process
 * died in between, is lost and found by `requeueLost`. The delivery is locked, and with that looked at again: it may have ended, or been
 * held, since this statement began.
 */
export async function relayDeliveries (
  deps: Pick<WebhooksDeps, 'db' | 'now'>, enqueue: (deliveries: DueDelivery[]) => Promise<void>
): Promise<number> {
  const due = await beginFlights(deps.db, { at: deps.now() })
  if (due.length === 0) return 0
  try {
    await enqueue(due)
  } catch (error) {
    await deps.db.deleteFrom('webhook_flight').where('delivery_id', 'in', due.map(({ id }) => id)).where('sending_since', 'is', null).execute()
    throw error
  }
  return due.length
}

const beginFlights = prepare<{ at: Date }, DueDelivery>('begin_webhook_flights', ({ at }) => sql`
  with
    place as materialized (
      select e.id, e.state in ('active', 'failing') as open, least(
        case e.state when 'active' then ${PLACES.active}::integer when 'failing' then ${PLACES.failing} else ${PLACES.asked} end,
        e.max_per_second - (
          select count(*) from webhook_attempt a where a.endpoint_id = e.id and e.max_per_second is not null
            and a.started_at > ${at}::timestamptz - interval '1 second')) - coalesce(f.flying, 0) as free
      from webhook_endpoint e left join (select endpoint_id, count(*) as flying from webhook_flight group by endpoint_id) f on f.endpoint_id = e.id
      where e.paused_until is null or e.paused_until <= ${at}),
    due as (
      select d.id, d.endpoint_id from place, lateral (
        select d.id, d.endpoint_id from webhook_delivery d
        where d.endpoint_id = place.id and d.state = 'pending' and d.due_at <= ${at} and (place.open or d.purpose <> 'event')
          and ${isNotUnderWay()} and d.id = ${firstOfStream()}
        order by d.bulk, d.due_at limit greatest(place.free, 0) for update skip locked) d)
  insert into webhook_flight (delivery_id, endpoint_id, queued_at) select id, endpoint_id, clock_timestamp() from due
  on conflict (delivery_id) do nothing
  returning delivery_id as "id", endpoint_id as "endpointId", queued_at as "queuedAt"`)
