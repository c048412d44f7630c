import type { Finding } from '../../../machines/order/order-events.ts'
import type { Sealing } from '../../platform/sealing.ts'
import type { Firing } from './fold-due-timers.ts'
import { findingsIn } from '../next-order.ts'
import { deadlinesWithoutRow, formerTimers } from './renamed-timers.ts'
import type { OrderInMotion } from '../stored-order.ts'

export type DueOrder = OrderInMotion & { sealedFindings: Buffer | null }
export type TimerRows = ReturnType<typeof composeTimerRows>

/** What the fired deadlines of one order write. The columns of each step are those of every other event. */
export function composeTimerRows (sealing: Sealing, firing: Firing<DueOrder>) {
  const { order, next, steps } = firing
  const versioned = steps.map((step, index) => ({ key: { order_id: order.id, version: order.version + index + 1 }, step }))
  return {
    order: { ...orderRow(firing), ...findingsColumns(sealing, firing) },
    steps: versioned.map(({ key, step }) => ({ ...key, ...historyRow(step) })),
    timersCancelled: endedTimers(order, next),
    timersSet: newTimers(order, next),
    effects: versioned.flatMap(({ key, step }) => step.effects.map((effect) => ({ ...effect, ...key }))),
    events: steps.flatMap(({ events }) => events.map((event) => ({ ...event, order_id: order.id }))),
    tasksOpened: steps.flatMap(({ taskOpened }) => taskOpened.map((task) => ({ ...task, order_id: order.id })))
  }
}

function orderRow ({ order, next, steps }: Firing) {
  const last = steps.at(-1)!
  return {
    id: order.id,
    from_version: order.version,
    version: next.version,
    at: last.at,
    state: last.state,
    context: isSameContext(order, next) ? null : last.context,
    machine_version: last.machineVersion,
    subject_number: last.subjectNumber,
    shared: last.shared,
    closes: last.claimsReleased,
    task_closed: last.taskClosed
  }
}

/** As hardly any deadline changes it. Then it is not written: it is most of what an order's row would carry, and of the log. */
function isSameContext ({ upgrade, context }: OrderInMotion, next: OrderInMotion): boolean {
  return upgrade === null && next.context === context
}

/** Sealed anew only where an event has changed what is open. */
function findingsColumns (sealing: Sealing, { order, next }: Firing<DueOrder>) {
  if (next.context.findings === order.context.findings) return { findings_change: false, findings: null }
  const words = order.sealedFindings ? sealing.unseal<Finding[]>(order.sealedFindings, order.id) : []
  const open = findingsIn(next.context, words)
  return { findings_change: true, findings: open.length > 0 ? sealing.seal(open, order.id).toString('hex') : null }
}

function historyRow ({ at, actorRole, eventType, event, fromState, state, attempt, ignored }: Firing['steps'][number]) {
  return { at, actor_role: actorRole, event_type: eventType, event, from_state: fromState, to_state: state, attempt, ignored }
}

function endedTimers (order: OrderInMotion, next: OrderInMotion) {
  const left = new Set(next.deadlines.map(({ name }) => name))
  const ended = order.deadlines.map(({ name }) => name).filter((name) => !left.has(name))
  return [...ended, ...formerTimers(order)].map((name) => ({ order_id: order.id, name }))
}

function newTimers (order: OrderInMotion, next: OrderInMotion) {
  const known = new Map(order.deadlines.map(({ name, dueAt }) => [name, dueAt]))
  const withoutRow = deadlinesWithoutRow(order, next)
  return next.deadlines.filter((deadline) => known.get(deadline.name) !== deadline.dueAt || withoutRow.includes(deadline))
    .map(({ name, dueAt }) => ({ order_id: order.id, name, due_at: dueAt }))
}
