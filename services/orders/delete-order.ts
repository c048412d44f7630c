import { DomainError } from '../../machines/order/order-errors.ts'
import { explainReasons } from '../../machines/order/refusal-reasons.ts'
import { findOrder } from './find-orders.ts'
import type { OrdersDeps } from './orders-deps.ts'

/**
 * Takes an abandoned order, with its history, from the account that owns it. What an account abandoned and deletes
 * leaves no trace of a person behind.
 *
 * @throws DomainError order_not_found, version_mismatch, illegal_transition
 */
export async function deleteOrder (
  deps: OrdersDeps, orderId: string, { accountId, ifVersion }: { accountId: string, ifVersion?: number }
): Promise<void> {
  const { state, version } = await findOrder(deps, orderId, { accountId })
  if (ifVersion !== undefined && ifVersion !== version) {
    throw new DomainError('version_mismatch', 'The order has changed since it was read: read it again.', { version })
  }
  const deleted = state === 'abandoned' && await deps.db.deleteFrom('filing_order')
    .where('id', '=', orderId).where('state', '=', 'abandoned').returning('id').executeTakeFirst()
  if (deleted) return
  throw new DomainError('illegal_transition', `An order in ${state} cannot be deleted: abandon it first.`, {
    state, request: 'delete', reasons: explainReasons([{ code: 'not_in_this_state' }])
  })
}
