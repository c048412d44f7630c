import { sql, type Kysely, type Selectable } from 'kysely'
import { prepare } from '../../platform/prepared.ts'
import type { WebhookSecretTable, WebhooksDatabase } from '../webhook-tables.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'
import { readSigningKey, type SigningKey } from './signing-key.ts'

/**
 * The keys that sign for each endpoint now, newest first. May be kept as long as the endpoint's `version` stays the same and no
 * `expiresAt` has passed.
 */
export async function findLiveSecrets (
  db: Kysely<WebhooksDatabase>, { sealing, now }: Pick<WebhooksDeps, 'sealing' | 'now'>, endpointIds: readonly string[]
): Promise<Map<string, SigningKey[]>> {
  const rows = endpointIds.length === 0 ? [] : await selectLiveSecrets(db, { endpointIds: [...endpointIds], at: now() })
  const keys = rows.map(({ id, endpoint_id: endpointId, scheme, secret, expires_at: expiresAt }) => ({
    endpointId, key: readSigningKey(scheme, sealing.unsealBytes(secret, id).toString(), expiresAt)
  }))
  const byEndpoint = Map.groupBy(keys, ({ endpointId }) => endpointId)
  return new Map(endpointIds.map((id) => [id, (byEndpoint.get(id) ?? []).map(({ key }) => key)]))
}

const selectLiveSecrets = prepare<{ endpointIds: string[], at: Date }, Selectable<WebhookSecretTable>>(
  'select_live_secrets', ({ endpointIds, at }, db: Kysely<WebhooksDatabase>) => db.selectFrom('webhook_secret').selectAll()
    .where(sql<boolean>`endpoint_id = any(${endpointIds}::uuid[])`)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', at)]))
    .orderBy('expires_at', (order) => order.desc().nullsFirst()).orderBy('id', 'desc'))
