import { begin, decide, type Decision, type OrderSnapshot } from '../decide.ts'
import { DomainError } from '../order-errors.ts'
import type { OrderBirth } from '../order-context.ts'
import type { OrderEvent } from '../order-events.ts'
import { eventOfStep } from './event-of-step.ts'
import { AT } from './orders.ts'
import type { Step } from './random-step.ts'

export type Deadline = { name: string, dueAt: string }
/** One moment of a life: what happened to which order, and what came of it; null where it was refused. */
export type Lived = {
  before: OrderSnapshot
  event: OrderEvent
  decision: Decision | null
  refusal: DomainError | null
  after: OrderSnapshot
  deadlines: Deadline[]
  /** When the order came into the state it is in after this. */
  enteredAt: string
  /** The deadlines that have fired in that state. */
  fired: string[]
}
type Alive = { order: OrderSnapshot, deadlines: Deadline[], at: string, enteredAt: string, fired: string[] }

/** An order and all that happens to it, in memory and frozen: whoever changes what it was given throws. */
export function live (birth: OrderBirth, steps: Step[]): Lived[] {
  const { next, timersToSet } = begin(birth)
  let alive: Alive = { order: deepFreeze(next), deadlines: after([], timersToSet, [], AT), at: AT, enteredAt: AT, fired: [] }
  return steps.flatMap((step) => Array.from({ length: step.kind === 'due_timer' ? step.times : 1 }, () => {
    const passed = pass(alive, step)
    const lived = happen(passed, step, alive.at)
    if (lived) alive = { ...lived, order: lived.after, at: lived.event.at }
    return lived ?? []
  }).flat())
}

function happen (alive: Alive, step: Step, notBefore: string): Lived | null {
  const [due] = alive.deadlines
  const at = step.kind === 'due_timer' && due ? latest(due.dueAt, alive.at) : alive.at
  const event = eventOfStep(step, alive.order, { at, nextTimer: due?.name ?? null })
  return event && follow(alive, deepFreeze({ ...event, at: latest(event.at, notBefore) }))
}

function pass (alive: Alive, { afterMs }: Step): Alive {
  return { ...alive, at: new Date(Date.parse(alive.at) + afterMs).toISOString() }
}

function follow ({ order: before, deadlines, enteredAt, fired }: Alive, event: OrderEvent): Lived {
  const lived = { before, event, after: before, deadlines, enteredAt, fired, decision: null, refusal: null }
  try {
    const decision = decide(before, event)
    const isNew = decision.next.state !== before.state
    const spent = event.type === 'timer' && deadlines.some(({ name }) => name === event.name) ? [event.name] : []
    return {
      ...lived,
      decision,
      after: deepFreeze(decision.next),
      deadlines: after(deadlines, decision.timersToSet, [...decision.timersToCancel, ...spent], event.at),
      enteredAt: isNew ? event.at : enteredAt,
      fired: isNew ? [] : [...fired, ...spent]
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { ...lived, refusal: error }
  }
}

function after (deadlines: Deadline[], set: Decision['timersToSet'], ended: string[], at: string): Deadline[] {
  const begun = set.map((timer) => ({ name: timer.name, dueAt: new Date(Date.parse(at) + msOf(timer)).toISOString() }))
  const left = deadlines.filter(({ name }) => !ended.includes(name) && !begun.some((timer) => timer.name === name))
  return [...left, ...begun].sort((one, other) => one.dueAt + one.name < other.dueAt + other.name ? -1 : 1)
}

/** Without a calendar, which the machine does not know either. */
function msOf (timer: Decision['timersToSet'][number]): number {
  return 'afterMs' in timer ? timer.afterMs : timer.workingDays * 86_400_000
}

function latest (one: string, other: string): string {
  return one > other ? one : other
}

function deepFreeze<Value> (value: Value): Value {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(deepFreeze)
  }
  return value
}
