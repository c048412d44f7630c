import { reasonsToRefuse, type OrderSnapshot } from '../../machines/order/decide.ts'

/** Whether the reviewer who decided can take the decision back at this moment. As long as that is so, what it asks of the world waits. */
export function mayBeUndone (order: OrderSnapshot, at: string): boolean {
  const { decision } = order.context
  return decision !== null && reasonsToRefuse(order, { type: 'undo', at, by: { id: decision.by, role: 'reviewer' } }).length === 0
}
