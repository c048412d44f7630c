import { applyOrderEvent } from '../orders/apply-order-event.ts'
import { findOrder } from '../orders/find-orders.ts'
import type { OrdersDeps } from '../orders/orders-deps.ts'
import type { OrdersPort } from '../bureau/bureau-deps.ts'

/** What the bureau library asks of orders, answered by the orders library. */
export function createOrdersPort (orders: OrdersDeps): OrdersPort {
  return {
    async findFiling (orderId, attempt) {
      const { state, context, typeCheck, content } = await findOrder(orders, orderId)
      return state === 'bureau_submitting' && context.attempt === attempt ? { typeCheck, content } : null
    },
    async tell (orderId, fact, words = {}) {
      await applyOrderEvent(orders, orderId, { event: fact, ...words })
    }
  }
}
