import type { WebhooksDeps } from '../webhooks-deps.ts'
import { lockEndpoint, type EndpointAsRead } from './lock-endpoint.ts'

/** Deletes an endpoint with its secrets and deliveries. @throws DomainError webhook_endpoint_not_found, version_mismatch */
export async function deleteEndpoint ({ db }: Pick<WebhooksDeps, 'db'>, endpointId: string, asRead: EndpointAsRead): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await lockEndpoint(trx, endpointId, asRead)
    await trx.deleteFrom('webhook_endpoint').where('id', '=', endpointId).execute()
    await trx.deleteFrom('webhook_flight').where('endpoint_id', '=', endpointId).execute() // which has no foreign keys
  })
}
