import type { EndpointEvent } from '../../../machines/webhook-endpoint/endpoint-events.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'
import { lockEndpoint, type EndpointScope } from './lock-endpoint.ts'
import { moveEndpoint } from './move-endpoint.ts'

/**
 * Something happens to an endpoint: one transaction, and one after the other. Answers whether it changed anything.
 * @throws DomainError webhook_endpoint_not_found; EndpointRefused when a request does not fit
 */
export async function applyEndpointEvent (
  deps: WebhooksDeps, endpointId: string, event: EndpointEvent, scope: EndpointScope = {}
): Promise<boolean> {
  const changed = await deps.db.transaction().execute(async (trx) =>
    await moveEndpoint(trx, deps, await lockEndpoint(trx, endpointId, scope), event))
  if (changed) deps.wakeRelay()
  return changed
}
