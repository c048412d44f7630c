import type { WebhooksDeps } from '../webhooks-deps.ts'
import { lockEndpoint, type EndpointScope } from './lock-endpoint.ts'
import { refuseOtherVersion } from './update-endpoint.ts'

/** Deletes an endpoint with its secrets and deliveries. @throws DomainError webhook_endpoint_not_found, version_mismatch */
export async function deleteEndpoint (
  { db }: Pick<WebhooksDeps, 'db'>, endpointId: string, { ifVersion, ...scope }: EndpointScope & { ifVersion?: number }
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    refuseOtherVersion(await lockEndpoint(trx, endpointId, scope), ifVersion)
    await trx.deleteFrom('webhook_endpoint').where('id', '=', endpointId).execute()
  })
}
