import type { InSameCommit } from '../in-same-commit.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'
import { insertMessage } from './insert-message.ts'
import { lockEndpoint, type EndpointAsRead } from './lock-endpoint.ts'

export type TestSent = { deliveryId: string }

/**
 * Sends a test message, to a disabled endpoint too; the answer to it is no consent.
 * @throws DomainError webhook_endpoint_not_found, version_mismatch
 */
export async function sendTestMessage (
  deps: WebhooksDeps, endpointId: string, asRead: EndpointAsRead = {}, alsoCommit?: InSameCommit<TestSent>
): Promise<TestSent> {
  const sent = await deps.db.transaction().execute(async (trx) => {
    await lockEndpoint(trx, endpointId, asRead)
    const deliveryId = await insertMessage(trx, deps, { endpointId, purpose: 'test', type: 'webhook.test', data: { endpointId } })
    await alsoCommit?.(trx, { deliveryId })
    return { deliveryId }
  })
  deps.wakeRelay()
  return sent
}
