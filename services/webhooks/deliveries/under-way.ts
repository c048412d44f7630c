import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { WebhooksDatabase } from '../webhook-tables.ts'

/**
 * Of the delivery `d`: in the queue, or being sent. Asked for each by its key (`offset 0`): as a join PostgreSQL may read all that waits
 * for an endpoint, for a few that are due.
 */
export function isUnderWay (): RawBuilder<boolean> {
  return sql<boolean>`exists (select from webhook_flight f where f.delivery_id = d.id offset 0)`
}

/** Of the delivery `d`. */
export function isBeingSent (): RawBuilder<boolean> {
  return sql<boolean>`exists (select from webhook_flight f where f.delivery_id = d.id and f.sending_since is not null offset 0)`
}

/** What waits in the queue for an endpoint is found by no worker any more. What is being sent ends by itself. */
export async function takeFromQueue (trx: Transaction<WebhooksDatabase>, endpointId: string): Promise<void> {
  await trx.deleteFrom('webhook_flight').where('endpoint_id', '=', endpointId).where('sending_since', 'is', null).execute()
}
