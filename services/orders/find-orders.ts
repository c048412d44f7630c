import { sql } from 'kysely'
import { DomainError } from '../../machines/order/order-errors.ts'
import type { Actor } from '../../machines/order/order-events.ts'
import { labelOf, ORDER_STATES, type OrderState } from '../../machines/order/order-states.ts'
import type { OrderType } from '../../machines/order/order-types.ts'
import { canonicalDomain } from '../rules/domain-form.ts'
import type { OrderView } from './order-view.ts'
import type { OrdersDeps } from './orders-deps.ts'
import { readOrder } from './read-order.ts'
import { openStoredOrder, type StoredOrder } from './stored-order.ts'

/** One order for its reader. @throws DomainError order_not_found, also when it belongs to another account */
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
  'id' | 'number' | 'accountId' | 'externalReference' | 'orderType' | 'state' | 'label' | 'turn' | 'round' | 'version' |
  'province' | 'createdAt' | 'updatedAt'
> & {
  subjectName: string | null
  domain: string | null
  subjectNumber: string | null
}

export type OrderFilter = {
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

/** Newest first. */
export async function findOrders ({ db, sealing }: OrdersDeps, filter: OrderFilter): Promise<OrderSummary[]> {
  let query = db.selectFrom('filing_order').select([
    'id', 'number', 'account_id', 'external_reference', 'order_type', 'state', 'context', 'version', 'province',
    'subject_name', 'domain', 'subject_number', 'created_at', 'updated_at'
  ]).orderBy('id', 'desc').limit(filter.limit)
  if (filter.accountId !== undefined) query = query.where('account_id', '=', filter.accountId)
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
      eb('external_reference', '=', q),
      eb('certificate_key', '=', sealing.lookupKey('certificate', q.toUpperCase())),
      eb('subject_name', 'like', `${escapeLike(q)}%`),
      ...UUID.test(q) ? [sql<boolean>`id = ${q}::uuid`] : []
    ]))
  }
  return (await query.execute()).map((row) => ({
    id: row.id,
    number: row.number,
    accountId: row.account_id,
    externalReference: row.external_reference,
    orderType: row.order_type,
    state: row.state,
    label: labelOf(row.state, row.context),
    turn: ORDER_STATES[row.state].turn,
    round: row.context.round,
    version: row.version,
    province: row.province,
    subjectName: row.subject_name,
    domain: row.domain,
    subjectNumber: row.subject_number,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString()
  }))
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function escapeLike (text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&')
}
