import type { Finding, OrderFact } from '../../machines/order/order-events.ts'
import type { OrderType } from '../../machines/order/order-types.ts'
import type { OrderContent, TypeCheck } from '../rules/order-content.ts'
import { applyOrderEvent } from './apply-order-event.ts'
import { findOrder } from './find-orders.ts'
import type { OrdersDeps } from './orders-deps.ts'

type FilingToSend = { orderType: OrderType, typeCheck: TypeCheck, content: OrderContent }

/** What the bureau library asks of orders: its `OrdersPort`, which a main.ts hands over. Neither library imports the other. */
export function createBureauPort (orders: OrdersDeps) {
  return {
    async findFiling (orderId: string, attempt: number): Promise<FilingToSend | null> {
      const { state, context, orderType, typeCheck, content } = await findOrder(orders, orderId)
      return state === 'bureau_submitting' && context.attempt === attempt ? { orderType, typeCheck, content } : null
    },
    async tell (orderId: string, fact: OrderFact, words: { findings?: Finding[], reason?: string } = {}): Promise<void> {
      await applyOrderEvent(orders, orderId, { event: fact, ...words })
    }
  }
}
