import { ago } from '../../platform/queue/lost.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'

/** A receiver has twenty seconds for its answer: what began longer ago was in the hands of a worker that has died. */
const SENDING_TAKES_AT_MOST_MS = 60_000

/**
 * What was given to the queue longer ago than it takes, or began to be sent and never ended, is due again: its job is lost, or whoever
 * worked on it has died. It is sent under the same webhook-id. In real time.
 */
export async function requeueLost ({ db }: Pick<WebhooksDeps, 'db'>, queuedForMs: number): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('webhook_flight').where(({ eb, or, and }) => or([
    and([eb('sending_since', 'is', null), eb('queued_at', '<', ago(queuedForMs))]),
    eb('sending_since', '<', ago(Math.max(queuedForMs, SENDING_TAKES_AT_MOST_MS)))
  ])).executeTakeFirst()
  return Number(numDeletedRows)
}
