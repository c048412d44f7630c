import { EndpointRefused } from '../../../machines/webhook-endpoint/endpoint-errors.ts'
import { sends } from '../../../machines/webhook-endpoint/endpoint-states.ts'
import { lockEndpoint } from '../endpoints/lock-endpoint.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'

/**
 * Sends what an endpoint has missed since a moment: what was held while it was off, and what was given up. In the sequence of each
 * order, after what is new. Answers how many.
 *
 * @throws DomainError webhook_endpoint_not_found; EndpointRefused not_sending
 */
export async function recoverDeliveries (deps: WebhooksDeps, endpointId: string, since: Date): Promise<number> {
  const { now, wakeRelay } = deps
  const recovered = await deps.db.transaction().execute(async (trx) => {
    const endpoint = await lockEndpoint(trx, endpointId)
    if (!sends(endpoint.state)) throw new EndpointRefused(endpoint.state, 'recover', 'not_sending')
    const { numUpdatedRows } = await trx.updateTable('webhook_delivery')
      .set({ state: 'pending', bulk: true, tries: 0, due_at: now(), queued_at: null, finished_at: null })
      .where('endpoint_id', '=', endpointId).where('purpose', '=', 'event').where('state', 'in', ['held', 'failed'])
      .where('created_at', '>=', since).executeTakeFirst()
    return Number(numUpdatedRows)
  })
  if (recovered > 0) wakeRelay()
  return recovered
}
