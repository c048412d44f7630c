import { begin, decide, type OrderSnapshot } from '../../machines/order/decide.ts'
import type { OrderBirth } from '../../machines/order/order-context.ts'
import type { OrderEvent } from '../../machines/order/order-events.ts'
import type { OrdersDeps } from './orders-deps.ts'

/** The order as its history makes it, through `decide` alone. It equals what is stored, or the history lies. */
export async function replayOrder ({ db }: Pick<OrdersDeps, 'db'>, orderId: string): Promise<OrderSnapshot> {
  const rows = await db.selectFrom('order_history').select(['version', 'event'])
    .where('order_id', '=', orderId).orderBy('version').execute()
  const [first, ...later] = rows
  const { birth } = first!.event as unknown as { birth: OrderBirth }
  return later.reduce<OrderSnapshot>((order, { event }) => decide(order, event as OrderEvent).next, begin(birth).next)
}
