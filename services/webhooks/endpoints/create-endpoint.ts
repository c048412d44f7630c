import { randomUUIDv7 } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { DomainError } from '../../../machines/order/order-errors.ts'
import { begin } from '../../../machines/webhook-endpoint/decide.ts'
import { ENDPOINT_MACHINE_VERSION } from '../../../machines/webhook-endpoint/endpoint-machine.ts'
import type { InSameCommit } from '../in-same-commit.ts'
import type { WebhooksDatabase } from '../webhook-tables.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'
import type { EndpointSettings } from './endpoint-settings.ts'
import type { EndpointView } from './endpoint-view.ts'
import { findEndpoint } from './find-endpoints.ts'
import { insertSecrets } from './insert-secrets.ts'
import { performEndpointEffects } from './perform-endpoint-effects.ts'

export type NewEndpoint = EndpointSettings & { accountId: string | null, createdBy: string }
/** Told to whoever made the secret, and never again. */
export type EndpointWithSecret = EndpointView & { secret: string }

/** Every event goes to every endpoint that wants it. */
export const ENDPOINTS_PER_ACCOUNT = 20

/** Makes an endpoint and asks its receiver for consent. @throws DomainError webhook_endpoint_limit */
export async function createEndpoint (
  deps: WebhooksDeps, endpoint: NewEndpoint, alsoCommit?: InSameCommit<EndpointWithSecret>
): Promise<EndpointWithSecret> {
  const answer = await deps.db.transaction().execute(async (trx) => {
    await refuseOneTooMany(trx, endpoint.accountId)
    const id = await insertEndpoint(trx, deps, endpoint)
    const { secret } = await insertSecrets(trx, deps, id)
    const created = { ...await findEndpoint({ db: trx, now: deps.now }, id), secret }
    await alsoCommit?.(trx, created)
    return created
  })
  deps.wakeRelay()
  return answer
}

/** One at a time for an account, so that none is counted twice. The provider's own count as those of one more account. */
async function refuseOneTooMany (trx: Transaction<WebhooksDatabase>, accountId: string | null): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('webhook_endpoints'), hashtext(${accountId ?? ''}))`.execute(trx)
  const { count } = await trx.selectFrom('webhook_endpoint').select(({ fn }) => fn.countAll<string>().as('count'))
    .where('account_id', accountId === null ? 'is' : '=', accountId).executeTakeFirstOrThrow()
  if (Number(count) < ENDPOINTS_PER_ACCOUNT) return
  throw new DomainError('webhook_endpoint_limit', `There are ${ENDPOINTS_PER_ACCOUNT} endpoints already, as many as may be: delete one first.`, {
    limit: ENDPOINTS_PER_ACCOUNT
  })
}

async function insertEndpoint (trx: Transaction<WebhooksDatabase>, deps: WebhooksDeps, endpoint: NewEndpoint): Promise<string> {
  const [id, at] = [randomUUIDv7(), deps.now()]
  const { next: { state, context }, effects } = begin({ consentId: randomUUIDv7(), createdAt: at.toISOString() })
  const row = await trx.insertInto('webhook_endpoint').values({
    id,
    account_id: endpoint.accountId,
    created_by: endpoint.createdBy,
    url: endpoint.url,
    description: endpoint.description,
    event_types: endpoint.eventTypes,
    provinces: endpoint.provinces,
    personal_data: endpoint.personalData,
    max_per_second: endpoint.maxPerSecond,
    state,
    context: JSON.stringify(context),
    machine_version: ENDPOINT_MACHINE_VERSION,
    version: 1,
    created_at: at,
    updated_at: at
  }).returningAll().executeTakeFirstOrThrow()
  await performEndpointEffects(trx, deps, row, effects)
  return id
}
