import { sql } from 'kysely'
import { DomainError } from '../../machines/order/order-errors.ts'
import type { Actor } from '../../machines/order/order-events.ts'
import { labelOf, ORDER_STATES, type OrderState } from '../../machines/order/order-states.ts'
import type { OrderType } from '../../machines/order/order-types.ts'
import { canonicalDomain } from '../rules/domain-form.ts'
import type { OrderView } from './order-view.ts'
import type { OrdersDeps } from './orders-deps.ts'
import { readOrder } from './read-order.ts'
import { actorFor, isVisibleTo } from './role-for-order.ts'
import { openSnapshot, openStoredOrder, type StoredOrder } from './stored-order.ts'

/** One order that its reader may see, and as whom: its own, or one that was shown to the account. @throws DomainError order_not_found */
export async function findOrderFor (
  deps: OrdersDeps, orderId: string, { by, accountId }: { by: Actor, accountId?: string }
): Promise<{ order: StoredOrder, actor: Actor }> {
  const [row] = await readOrder(deps.db, { orderId })
  if (!row || !isVisibleTo(accountId, { accountId: row.account_id, sharedWith: row.shared_with })) {
    throw new DomainError('order_not_found', 'There is no such order.')
  }
  const order = openStoredOrder(row, deps.sealing)
  const actor = actorFor(order, by, accountId)
  return { order: actor.role === 'counterparty' ? { ...order, externalReference: null } : order, actor }
}

/** One order for its owner or for staff. @throws DomainError order_not_found, also when it belongs to another account */
export async function findOrder (deps: OrdersDeps, orderId: string, { accountId }: { accountId?: string } = {}): Promise<StoredOrder> {
  const [row] = await readOrder(deps.db, { orderId })
  if (!row || (accountId !== undefined && row.account_id !== accountId)) {
    throw new DomainError('order_not_found', 'There is no such order.')
  }
  return openStoredOrder(row, deps.sealing)
}

/** Staff who read personal data in clear are on record. */
export async function recordClearReading ({ db, now }: OrdersDeps, orderId: string, by: Actor): Promise<void> {
  await db.insertInto('personal_data_access').values({ order_id: orderId, actor_id: by.id, actor_role: by.role, at: now() }).execute()
}

/** A row of a list: nothing sealed is opened for it. */
export type OrderSummary = Pick<OrderView,
  'id' | 'number' | 'accountId' | 'counterpartyAccountId' | 'externalReference' | 'orderType' | 'state' | 'label' | 'turn' | 'round' | 'version' |
  'province' | 'createdAt' | 'updatedAt'
> & {
  subjectName: string | null
  domain: string | null
  subjectNumber: string | null
}

export type OrderFilter = {
  /** Orders of the account, and those of others that are shown to it. */
  accountId?: string
  state?: OrderState
  orderType?: OrderType
  province?: string
  /** An order number, id, domain, filing number, certificate number, external reference, or the beginning of an organisation's name. */
  q?: string
  updatedAfter?: string
  limit: number
  /** The id of the last order seen: ids grow with time, so that a page stays where it is while orders change. */
  afterId?: string
}

/** Newest first. Own orders and others' are two queries, so that each walks its index. */
export async function findOrders (deps: OrdersDeps, filter: OrderFilter): Promise<OrderSummary[]> {
  if (filter.accountId === undefined) return await findPage(deps, filter)
  const [own, shared] = await Promise.all([findPage(deps, filter, 'account_id'), findPage(deps, filter, 'shared_with')])
  const foreign = shared.map((order) => ({ ...order, externalReference: null }))
  return [...own, ...foreign].sort((one, other) => one.id < other.id ? 1 : -1).slice(0, filter.limit)
}

async function findPage ({ db, sealing }: OrdersDeps, filter: OrderFilter, of?: 'account_id' | 'shared_with'): Promise<OrderSummary[]> {
  let query = db.selectFrom('filing_order').select([
    'id', 'number', 'account_id', 'counterparty_account_id', 'external_reference', 'order_type', 'state', 'context', 'machine_version', 'version', 'province',
    'subject_name', 'domain', 'subject_number', 'created_at', 'updated_at'
  ]).orderBy('id', 'desc').limit(filter.limit)
  if (of !== undefined) query = query.where(of, '=', filter.accountId!)
  if (filter.state) query = query.where('state', '=', filter.state)
  if (filter.orderType) query = query.where('order_type', '=', filter.orderType)
  if (filter.province) query = query.where('province', '=', filter.province)
  if (filter.updatedAfter) query = query.where('updated_at', '>', new Date(filter.updatedAfter))
  if (filter.afterId) query = query.where('id', '<', filter.afterId)
  const { q } = filter
  if (q) {
    query = query.where((eb) => eb.or([
      eb('number', '=', q.toUpperCase()),
      eb('domain', '=', canonicalDomain(q) ?? q.toLowerCase()),
      eb('subject_number', '=', q),
      ...of === 'shared_with' ? [] : [eb('external_reference', '=', q)],
      eb('certificate_key', '=', sealing.lookupKey('certificate', q.toUpperCase())),
      eb('subject_name', 'like', `${escapeLike(q)}%`),
      ...UUID.test(q) ? [sql<boolean>`id = ${q}::uuid`] : []
    ]))
  }
  return (await query.execute()).map((row) => {
    const { state, context } = openSnapshot(row)
    return {
      id: row.id,
      number: row.number,
      accountId: row.account_id,
      counterpartyAccountId: row.counterparty_account_id,
      externalReference: row.external_reference,
      orderType: row.order_type,
      state,
      label: labelOf(state, context),
      turn: ORDER_STATES[state].turn,
      round: context.round,
      version: row.version,
      province: row.province,
      subjectName: row.subject_name,
      domain: row.domain,
      subjectNumber: row.subject_number,
      createdAt: row.created_at.toISOString(),
      updatedAt: row.updated_at.toISOString()
    }
  })
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function escapeLike (text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&')
}
