import { applyOrderEvent } from './apply-order-event.ts'
import { latest } from './moments.ts'
import type { OrdersDeps } from './orders-deps.ts'

const BATCH = 200

/**
 * Fires the deadlines that are due, oldest first, each at the moment it was due. A deadline that another worker
 * fires at the same time is found spent when the order is read. Answers how many it looked at.
 */
export async function fireTimers (deps: OrdersDeps): Promise<number> {
  const due = await deps.db.selectFrom('order_timer').select(['order_id', 'name', 'due_at'])
    .where('due_at', '<=', deps.now()).orderBy('due_at').limit(BATCH).execute()
  const byOrder = Map.groupBy(due, ({ order_id: orderId }) => orderId)
  await Promise.all([...byOrder].map(async ([orderId, timers]) => {
    for (const { name, due_at: dueAt } of timers) await fireTimer(deps, orderId, name, dueAt.toISOString())
  }))
  return due.length
}

async function fireTimer (deps: OrdersDeps, orderId: string, name: string, dueAt: string): Promise<void> {
  await applyOrderEvent(deps, orderId, (order) => {
    const isSet = order.deadlines.some((deadline) => deadline.name === name && deadline.dueAt === dueAt)
    return isSet ? { event: { type: 'timer', name, at: latest(dueAt, order.updatedAt) } } : null
  })
}

/** The next moment at which a deadline falls due, after `now` or before it. */
export async function nextDeadline ({ db }: Pick<OrdersDeps, 'db'>): Promise<Date | null> {
  const row = await db.selectFrom('order_timer').select(({ fn }) => fn.min('due_at').as('due_at')).executeTakeFirst()
  return row?.due_at ?? null
}
