import { sql, type Transaction } from 'kysely'
import { EndpointRefused } from '../../../machines/webhook-endpoint/endpoint-errors.ts'
import type { InSameCommit } from '../in-same-commit.ts'
import type { WebhooksDatabase } from '../webhook-tables.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'
import type { EndpointWithSecret } from './create-endpoint.ts'
import { findEndpoint } from './find-endpoints.ts'
import { insertSecrets } from './insert-secrets.ts'
import { lockEndpoint, type EndpointAsRead } from './lock-endpoint.ts'

/** Each signs every message: the header that receivers read must stay short. */
const LIVE_AT_MOST = 5

export type Rotation = EndpointAsRead & {
  /** How long the secrets that sign now sign along with the new one; 0 ends them at once. */
  overlapSeconds: number
}

/**
 * Makes new secrets. Those that have signed until now sign along for a while, so that a receiver can change over without losing a message.
 * @throws DomainError webhook_endpoint_not_found, version_mismatch; EndpointRefused too_many_secrets
 */
export async function rotateSecret (
  deps: WebhooksDeps, endpointId: string, { overlapSeconds, ...asRead }: Rotation, alsoCommit?: InSameCommit<EndpointWithSecret>
): Promise<EndpointWithSecret> {
  return await deps.db.transaction().execute(async (trx) => {
    const { state, version } = await lockEndpoint(trx, endpointId, asRead)
    const kept = await endSecrets(trx, endpointId, deps.now(), overlapSeconds)
    if (kept >= LIVE_AT_MOST) throw new EndpointRefused(state, 'rotate_secret', 'too_many_secrets')
    const { secret } = await insertSecrets(trx, deps, endpointId)
    await trx.updateTable('webhook_endpoint').set({ version: version + 1, updated_at: deps.now() }).where('id', '=', endpointId).execute()
    const rotated = { ...await findEndpoint({ db: trx, now: deps.now }, endpointId), secret }
    await alsoCommit?.(trx, rotated)
    return rotated
  })
}

/** None outlives the overlap, none is given a longer life by it, and the dead are removed. Answers how many pairs go on. */
async function endSecrets (trx: Transaction<WebhooksDatabase>, endpointId: string, now: Date, overlapSeconds: number): Promise<number> {
  const until = new Date(now.getTime() + overlapSeconds * 1000)
  await trx.updateTable('webhook_secret').set({ expires_at: sql<Date>`least(expires_at, ${until})` }).where('endpoint_id', '=', endpointId).execute()
  await trx.deleteFrom('webhook_secret').where('endpoint_id', '=', endpointId).where('expires_at', '<=', now).execute()
  const { count } = await trx.selectFrom('webhook_secret').select(({ fn }) => fn.countAll<string>().as('count'))
    .where('endpoint_id', '=', endpointId).where('scheme', '=', 'v1').executeTakeFirstOrThrow()
  return Number(count)
}
