import { randomUUIDv7 } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { WebhooksDatabase } from '../webhook-tables.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'
import { generateSecrets } from './generate-secrets.ts'

/** What its owner is shown, once; the public key may be read again. */
export type ShownSecrets = { secret: string, publicKey: string }

/** Makes the secrets of an endpoint, in the transaction that makes or rotates it. */
export async function insertSecrets (
  trx: Transaction<WebhooksDatabase>, { sealing, now }: Pick<WebhooksDeps, 'sealing' | 'now'>, endpointId: string
): Promise<ShownSecrets> {
  const { secret, privateKey, publicKey } = generateSecrets()
  const [symmetricId, asymmetricId] = [randomUUIDv7(), randomUUIDv7()]
  const common = { endpoint_id: endpointId, created_at: now(), expires_at: null }
  await trx.insertInto('webhook_secret').values([
    { ...common, id: symmetricId, scheme: 'v1', secret: sealing.sealBytes(Buffer.from(secret), symmetricId), public_key: null },
    { ...common, id: asymmetricId, scheme: 'v1a', secret: sealing.sealBytes(Buffer.from(privateKey), asymmetricId), public_key: publicKey }
  ]).execute()
  return { secret, publicKey }
}
