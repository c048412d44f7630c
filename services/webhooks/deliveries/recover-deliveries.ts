import { EndpointRefused } from '../../../machines/webhook-endpoint/endpoint-errors.ts'
import { sends } from '../../../machines/webhook-endpoint/endpoint-states.ts'
import { lockEndpoint, type EndpointAsRead } from '../endpoints/lock-endpoint.ts'
import type { InSameCommit } from '../in-same-commit.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'

export type Recovery = EndpointAsRead & { since: Date }
/** How many deliveries will be sent. */
export type Recovered = { recovered: number }

/**
 * Sends what an endpoint has missed since a moment: what was held while it was off, and what was given up. In the sequence of each
 * order, after what is new.
 *
 * @throws DomainError webhook_endpoint_not_found, version_mismatch; EndpointRefused not_sending
 */
export async function recoverDeliveries (
  deps: WebhooksDeps, endpointId: string, { since, ...asRead }: Recovery, alsoCommit?: InSameCommit<Recovered>
): Promise<Recovered> {
  const { now, wakeRelay } = deps
  const answer = await deps.db.transaction().execute(async (trx) => {
    const endpoint = await lockEndpoint(trx, endpointId, asRead)
    if (!sends(endpoint.state)) throw new EndpointRefused(endpoint.state, 'recover', 'not_sending')
    const { numUpdatedRows } = await trx.updateTable('webhook_delivery')
      .set({ state: 'pending', bulk: true, tries: 0, due_at: now(), finished_at: null })
      .where('endpoint_id', '=', endpointId).where('purpose', '=', 'event').where('state', 'in', ['held', 'failed'])
      .where('created_at', '>=', since).executeTakeFirst()
    const recovered = Number(numUpdatedRows)
    await alsoCommit?.(trx, { recovered })
    return { recovered }
  })
  if (answer.recovered > 0) wakeRelay()
  return answer
}
