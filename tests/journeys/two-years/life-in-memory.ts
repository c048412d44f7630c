import { begin, decide, type OrderSnapshot, type TimerToSet } from '../../../machines/order/decide.ts'
import type { OrderBirth } from '../../../machines/order/order-context.ts'
import { DomainError } from '../../../machines/order/order-errors.ts'
import { isFact, type OrderEvent } from '../../../machines/order/order-events.ts'
import { afterWorkingDays } from './calendar-of-china.ts'

/** An order kept in memory, with a list of deadlines of its own: what the service should make of it, without its tables. */
export type Life = OrderSnapshot & { deadlines: Array<{ name: string, dueAt: string }>, at: string, version: number, causes: Set<string> }
export type Happening = { at: string, event: OrderEvent }

export function bear (birth: OrderBirth): Life {
  const { next, timersToSet } = begin(birth)
  const deadlines = sorted(timersToSet.map((timer) => deadlineOf(timer, birth.createdAt)))
  return { ...next, deadlines, at: birth.createdAt, version: 1, causes: new Set() }
}

/** Fires the next deadline; null when none is due until then. */
export function fireNext (life: Life, until: string): Life | null {
  const [due] = life.deadlines
  return due && due.dueAt <= until ? follow(life, { type: 'timer', name: due.name, at: latest(due.dueAt, life.at) }) : null
}

/** Time passes, deadline by deadline. */
export function passTime (life: Life, until: string): Life {
  let now = life
  for (let next = fireNext(now, until); next; next = fireNext(now, until)) now = next
  return now
}

/** Null when it is refused. History runs forward: what is dated before the last change counts from that. */
export function happen (life: Life, event: OrderEvent): Life | null {
  if (isFact(event) && life.causes.has(event.causeId)) return life
  try {
    return follow(life, { ...event, at: latest(event.at, life.at) })
  } catch (error) {
    if (error instanceof DomainError && error.code === 'illegal_transition') return null
    throw error
  }
}

function follow (life: Life, event: OrderEvent): Life {
  const { next, timersToSet, timersToCancel } = decide(life, event)
  const set = timersToSet.map((timer) => deadlineOf(timer, event.at))
  const ended = [...timersToCancel, ...event.type === 'timer' ? [event.name] : [], ...set.map(({ name }) => name)]
  return {
    ...next,
    deadlines: sorted([...life.deadlines.filter(({ name }) => !ended.includes(name)), ...set]),
    at: event.at,
    version: life.version + 1,
    causes: isFact(event) ? new Set([...life.causes, event.causeId]) : life.causes
  }
}

function deadlineOf (timer: TimerToSet, at: string): Life['deadlines'][number] {
  const dueAt = 'workingDays' in timer ? afterWorkingDays(at, timer.workingDays) : new Date(Date.parse(at) + timer.afterMs).toISOString()
  return { name: timer.name, dueAt }
}

function sorted (deadlines: Life['deadlines']): Life['deadlines'] {
  return deadlines.toSorted((one, other) => one.dueAt + one.name < other.dueAt + other.name ? -1 : 1)
}

function latest (one: string, other: string): string {
  return one > other ? one : other
}
