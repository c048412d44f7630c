import type { Decision } from '../../machines/order/decide.ts'
import type { OrderContext } from '../../machines/order/order-context.ts'
import type { Finding, OpenFinding, OrderEvent } from '../../machines/order/order-events.ts'
import { dueAt } from './timers/due-at.ts'
import type { OrderChange } from './order-change.ts'
import { taskAfter } from './review/review-lease.ts'
import type { OrderInMotion, StoredOrder } from './stored-order.ts'

/** The order as the commit will leave it. */
export function nextOrder (order: StoredOrder, change: OrderChange, decision: Decision): StoredOrder {
  const next = advanceOrder(order, change.event, decision)
  const words = [...change.findings ?? [], ...order.findings]
  return { ...next, content: change.content ?? order.content, findings: findingsIn(next.context, words) }
}

/** What the event itself moves. What it brings along, content and words, is `nextOrder`'s business. */
export function advanceOrder<Order extends OrderInMotion> (order: Order, event: OrderEvent, decision: Decision): Order {
  const { state, context } = decision.next
  const cancelled = spentTimers(decision, event)
  const set = decision.timersToSet.map((timer) => ({ name: timer.name, dueAt: dueAt(timer, event.at) }))
  const names = new Set(set.map(({ name }) => name))
  return {
    ...order,
    state,
    context,
    version: order.version + 1,
    deadlines: [...order.deadlines.filter(({ name }) => !cancelled.includes(name) && !names.has(name)), ...set],
    task: taskAfter(order, decision.next, event),
    upgrade: null,
    updatedAt: event.at
  }
}

/** The findings that are open, with their words. */
export function findingsIn ({ findings }: OrderContext, words: Finding[]): Finding[] {
  const left = [...words]
  return findings.flatMap((open) => takeWords(left, open))
}

/** Takes the words of an open finding, each once: two findings may share a field and a code. */
function takeWords (words: Finding[], { field, code, stage }: OpenFinding): Finding[] {
  const index = words.findIndex((finding) => finding.field === field && finding.code === code && finding.stage === stage)
  return index === -1 ? [] : words.splice(index, 1)
}

/** Timers that end with this event: those of the state that is left, and the one that has just fired. */
export function spentTimers ({ timersToCancel, timersToSet }: Decision, event: OrderEvent): string[] {
  const fired = event.type === 'timer' ? [event.name] : []
  return [...timersToCancel, ...fired].filter((name) => !timersToSet.some((timer) => timer.name === name))
}
