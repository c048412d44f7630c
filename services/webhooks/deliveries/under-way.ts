import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { WebhooksDatabase } from '../webhook-tables.ts'

/**
 * Of the delivery `d`: neither in the queue nor being sent. `not in`, of which PostgreSQL makes one look at all flights: as `not exists` it
 * may look through them for each delivery, where it took note of the table while it was empty.
 */
export function isNotUnderWay (): RawBuilder<boolean> {
  return sql<boolean>`d.id not in (select delivery_id from webhook_flight)`
}

/** Of the delivery `d`. */
export function isNotBeingSent (): RawBuilder<boolean> {
  return sql<boolean>`d.id not in (select delivery_id from webhook_flight where sending_since is not null)`
}

/**
 * What waits in the queue for an endpoint is found by no worker any more; what is being sent ends by itself. After the deliveries are
 * held or discarded: the relay may have taken one of them until then, and whoever takes one for sending locks it first too.
 */
export async function takeFromQueue (trx: Transaction<WebhooksDatabase>, endpointId: string): Promise<void> {
  await trx.deleteFrom('webhook_flight').where('endpoint_id', '=', endpointId).where('sending_since', 'is', null).execute()
}
