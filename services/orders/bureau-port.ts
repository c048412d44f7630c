import type { Finding, OrderFact } from '../../machines/order/order-events.ts'
import type { OrderContent, TypeCheck } from '../rules/order-content.ts'
import { applyOrderEvent } from './apply-order-event.ts'
import { findOrder } from './find-orders.ts'
import type { OrdersDeps } from './orders-deps.ts'

/** What the bureau library asks of orders: its `OrdersPort`, which a main.ts hands over. Neither library imports the other. */
export function createBureauPort (orders: OrdersDeps) {
  return {
    async findFiling (orderId: string, attempt: number): Promise<{ typeCheck: TypeCheck, content: OrderContent } | null> {
      const { state, context, typeCheck, content } = await findOrder(orders, orderId)
      return state === 'bureau_submitting' && context.attempt === attempt ? { typeCheck, content } : null
    },
    async tell (orderId: string, fact: OrderFact, words: { findings?: Finding[], reason?: string } = {}): Promise<void> {
      await applyOrderEvent(orders, orderId, { event: fact, ...words })
    }
  }
}
