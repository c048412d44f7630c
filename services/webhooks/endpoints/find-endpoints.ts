import { sql, type Kysely } from 'kysely'
import type { EndpointState } from '../../../machines/webhook-endpoint/endpoint-states.ts'
import type { WebhooksDatabase } from '../webhook-tables.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'
import { viewEndpoint, type EndpointView, type EndpointWithRest } from './endpoint-view.ts'
import { endpointNotFound, type EndpointScope } from './lock-endpoint.ts'

type Deps = Pick<WebhooksDeps, 'now'> & { db: Kysely<WebhooksDatabase> }

export type EndpointFilter = EndpointScope & {
  state?: EndpointState
  limit: number
  /** The id of the last endpoint seen. */
  afterId?: string
}

/** Newest first. */
export async function findEndpoints (deps: Deps, { accountId, state, limit, afterId }: EndpointFilter): Promise<EndpointView[]> {
  let query = selectEndpoints(deps).orderBy('e.id', 'desc').limit(limit)
  if (accountId !== undefined) query = query.where('e.account_id', '=', accountId)
  if (state !== undefined) query = query.where('e.state', '=', state)
  if (afterId !== undefined) query = query.where('e.id', '<', afterId)
  return (await query.execute()).map(viewEndpoint)
}

/** @throws DomainError webhook_endpoint_not_found, also when it is another account's */
export async function findEndpoint (deps: Deps, endpointId: string, { accountId }: EndpointScope = {}): Promise<EndpointView> {
  let query = selectEndpoints(deps).where('e.id', '=', endpointId)
  if (accountId !== undefined) query = query.where('e.account_id', '=', accountId)
  const row = await query.executeTakeFirst()
  if (!row) throw endpointNotFound()
  return viewEndpoint(row)
}

function selectEndpoints ({ db, now }: Deps) {
  return db.selectFrom('webhook_endpoint as e').selectAll('e').select([
    sql<EndpointWithRest['timers']>`coalesce((
      select json_agg(json_build_object('name', t.name, 'due_at', t.due_at) order by t.due_at)
      from webhook_endpoint_timer t where t.endpoint_id = e.id), '[]')`.as('timers'),
    sql<EndpointWithRest['keys']>`coalesce((
      select json_agg(json_build_object('public_key', s.public_key, 'created_at', s.created_at, 'expires_at', s.expires_at)
        order by s.expires_at desc nulls first, s.id desc)
      from webhook_secret s where s.endpoint_id = e.id and s.scheme = 'v1a' and (s.expires_at is null or s.expires_at > ${now()})), '[]')`.as('keys')
  ])
}
