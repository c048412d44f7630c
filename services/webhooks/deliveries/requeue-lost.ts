import { sql } from 'kysely'
import type { WebhooksDeps } from '../webhooks-deps.ts'

/**
 * What was given to the queue, or begun, longer ago than it can take: its job is lost, or who worked on it has died. It is sent again,
 * under the same webhook-id. In real time.
 */
export async function requeueLost ({ db }: Pick<WebhooksDeps, 'db'>, afterMs: number): Promise<number> {
  const { numUpdatedRows } = await db.updateTable('webhook_delivery').set({ state: 'pending', queued_at: null })
    .where('state', 'in', ['queued', 'sending']).where('queued_at', '<', sql<Date>`clock_timestamp() - ${afterMs} * interval '1 millisecond'`)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
