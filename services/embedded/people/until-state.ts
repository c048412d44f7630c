import { setTimeout as delay } from 'node:timers/promises'
import type { OrderState } from '../../../machines/order/order-states.ts'
import type { OrderView } from '../../orders/order-view.ts'

const LOOK_EVERY_MS = 100
const GIVE_UP_AFTER_MS = 120_000

/** @throws when the order is elsewhere after that time, naming where */
export async function untilState (read: () => Promise<OrderView>, wanted: OrderState, withinMs = GIVE_UP_AFTER_MS): Promise<OrderView> {
  const giveUpAt = performance.now() + withinMs
  for (;;) {
    const order = await read()
    if (order.state === wanted) return order
    if (performance.now() > giveUpAt) {
      throw new Error(`order ${order.number} is still in ${order.state} after ${withinMs / 1000} s, and not in ${wanted}`)
    }
    await delay(LOOK_EVERY_MS)
  }
}
