import type { WebhooksDeps } from '../webhooks-deps.ts'
import { insertMessage } from './insert-message.ts'
import { lockEndpoint, type EndpointScope } from './lock-endpoint.ts'

/**
 * Sends a test message, to a disabled endpoint too; the answer to it is no consent. Answers the delivery's id.
 * @throws DomainError webhook_endpoint_not_found
 */
export async function sendTestMessage (deps: WebhooksDeps, endpointId: string, scope: EndpointScope = {}): Promise<string> {
  const deliveryId = await deps.db.transaction().execute(async (trx) => {
    await lockEndpoint(trx, endpointId, scope)
    return await insertMessage(trx, deps, { endpointId, purpose: 'test', type: 'webhook.test', data: { endpointId } })
  })
  deps.wakeRelay()
  return deliveryId
}
