import { randomUUIDv7 } from 'node:crypto'
import type { InSameCommit } from '../in-same-commit.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'
import type { EndpointView } from './endpoint-view.ts'
import { findEndpoint } from './find-endpoints.ts'
import { lockEndpoint, type EndpointAsRead } from './lock-endpoint.ts'
import { moveEndpoint } from './move-endpoint.ts'

/**
 * Turns an endpoint on, which asks its receiver for consent again, or off. Answers with the endpoint.
 * @throws DomainError webhook_endpoint_not_found, version_mismatch; EndpointRefused already_enabled, already_disabled
 */
export async function switchEndpoint (
  deps: WebhooksDeps, endpointId: string, { to, ...asRead }: EndpointAsRead & { to: 'enable' | 'disable' }, alsoCommit?: InSameCommit<EndpointView>
): Promise<EndpointView> {
  const at = deps.now().toISOString()
  const switched = await deps.db.transaction().execute(async (trx) => {
    const endpoint = await lockEndpoint(trx, endpointId, asRead)
    await moveEndpoint(trx, deps, endpoint, to === 'enable' ? { type: to, at, consentId: randomUUIDv7() } : { type: to, at })
    const answer = await findEndpoint({ db: trx, now: deps.now }, endpointId)
    await alsoCommit?.(trx, answer)
    return answer
  })
  deps.wakeRelay()
  return switched
}
