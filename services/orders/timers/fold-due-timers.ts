import { decide } from '../../../machines/order/decide.ts'
import type { OrderTimer } from '../../../machines/order/order-events.ts'
import { isOpen } from '../../../machines/order/order-states.ts'
import { columnsOf } from '../compose-commit.ts'
import { latest } from './moments.ts'
import { advanceOrder } from '../next-order.ts'
import { bindsCounterparty, isAtBureau } from '../claims/order-claims.ts'
import type { OrderInMotion } from '../stored-order.ts'

/** Deadlines of one order that fired one after another: every step takes a version, and all are committed together. */
export type Firing<Order extends OrderInMotion = OrderInMotion> = {
  order: Order
  next: Order
  steps: Array<ReturnType<typeof columnsOf>>
  /** What the batch knows nothing of: it takes the way of every other event. */
  alone: boolean
}

/** A deadline that sets itself again cannot keep a worker for ever; the rest comes with the next look. */
const STEPS_AT_ONCE = 20

/**
 * Fires what is due of an order, in the order in which it fell due, each at its moment. One may cancel the next. Ends with a
 * change of state: the world answers to that first.
 */
export function foldDueTimers<Order extends OrderInMotion> (order: Order, now: string): Firing<Order> {
  const steps: Firing['steps'] = []
  let next = order
  for (let due = firstDue(order, now); due && next.state === order.state && steps.length < STEPS_AT_ONCE; due = firstDue(next, now)) {
    const event: OrderTimer = { type: 'timer', name: due.name, at: latest(due.dueAt, next.updatedAt) }
    const decision = decide(next, event)
    const before = next
    next = advanceOrder(before, event, decision)
    steps.push(columnsOf({ order: before, event, decision, next }))
  }
  const releases = steps.some(({ effectsReleased }) => effectsReleased)
  return { order, next, steps, alone: order.upgrade !== null || releases || changesClaims(order, next) }
}

function firstDue ({ deadlines }: OrderInMotion, now: string) {
  const key = ({ dueAt, name }: OrderInMotion['deadlines'][number]) => dueAt + name
  return deadlines.filter(({ dueAt }) => dueAt <= now).sort((one, other) => key(one) < key(other) ? -1 : 1)[0]
}

/** Other than by closing: for that the content must be read. */
function changesClaims (order: OrderInMotion, next: OrderInMotion): boolean {
  const { state } = order
  if (!isOpen(next.state)) return false
  return !isOpen(state) || isAtBureau(state) !== isAtBureau(next.state) || bindsCounterparty(order) !== bindsCounterparty(next)
}
