import { applyOrderEvent } from '../apply-order-event.ts'
import type { Firing } from './fold-due-timers.ts'
import { isAboutOneOrder } from './is-about-one-order.ts'
import { latest } from './moments.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import type { Written } from './write-fired-timers.ts'

/** Fires the deadlines of one order on the way of every other event, content and all: where claims change, or an older release wrote it. */
export async function fireTimersAlone (deps: OrdersDeps, { order, steps }: Firing): Promise<Written> {
  const outcome: Written = { fired: 0, lost: 0, troubled: [] }
  try {
    for (const { eventType: name } of steps) {
      const { dueAt } = order.deadlines.find((deadline) => deadline.name === name)!
      const applied = await applyOrderEvent(deps, order.id, ({ deadlines, updatedAt }) => {
        const isSet = deadlines.some((deadline) => deadline.name === name && deadline.dueAt === dueAt)
        return isSet ? { event: { type: 'timer', name, at: latest(dueAt, updatedAt) } } : null
      })
      if ('changed' in applied && applied.changed) outcome.fired++
    }
  } catch (error) {
    if (!isAboutOneOrder(error)) throw error
    outcome.troubled.push({ orderId: order.id, error })
  }
  return outcome
}
