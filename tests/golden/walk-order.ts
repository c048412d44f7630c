import { begin, decide, type OrderSnapshot } from '../../machines/order/decide.ts'
import type { OrderBirth } from '../../machines/order/order-context.ts'
import type { OrderState } from '../../machines/order/order-states.ts'
import { happening, type Timeless } from './golden-events.ts'

export const BORN_AT = '2026-01-05T02:00:00.000Z'
const MINUTE_MS = 60_000
/** Whoever has not arrived by then is going in a circle. */
const LONGEST_WAY = 15

export type Walk = {
  order: OrderSnapshot
  /** The deadlines that are set at its end. */
  timers: string[]
  /** What happened, by name and moment. */
  steps: Array<[event: string, at: string]>
  /** When the next event would come. */
  askedAt: string
}

/** The order at the end of a scenario; null where its type or policy does not go that way. */
export function walkOrder (birth: OrderBirth, scenario: readonly string[], events: Record<string, Timeless>): Walk | null {
  const { next, timersToSet } = begin(birth)
  let walk: Walk | null = { order: next, timers: timersToSet.map(({ name }) => name), steps: [], askedAt: after(BORN_AT, MINUTE_MS) }
  for (const step of scenario) walk = walk && take(walk, step, events)
  return walk
}

function take (walk: Walk, step: string, events: Record<string, Timeless>): Walk | null {
  if (step === 'an hour') return { ...walk, askedAt: after(walk.askedAt, 60 * MINUTE_MS) }
  if (!step.startsWith('to ')) return happen(walk, step, events)
  let here: Walk | null = walk
  for (let steps = 0; here && here.order.state !== step.slice(3); steps++) {
    const name: string | null = steps < LONGEST_WAY ? usualWay(here.order) : null
    here = name === null ? null : happen(here, name, events)
  }
  return here
}

function happen ({ order, timers, steps, askedAt: at }: Walk, name: string, events: Record<string, Timeless>): Walk | null {
  const event = events[name]
  if (!event) return null
  try {
    const { next, ignored, timersToSet, timersToCancel } = decide(order, happening(event, at))
    if (ignored) return null
    const ended = [...timersToCancel, ...event.type === 'timer' ? [event.name] : []]
    const set = timersToSet.map((timer) => timer.name)
    const left = timers.filter((timer) => !ended.includes(timer) && !set.includes(timer))
    return { order: next, timers: [...left, ...set], steps: [...steps, [name, at]], askedAt: after(at, MINUTE_MS) }
  } catch {
    return null
  }
}

/** What usually happens next to an order. */
function usualWay ({ state, context: { attempt, firstPassBy } }: OrderSnapshot): string | null {
  const next: Partial<Record<OrderState, string>> = {
    draft: 'submit',
    initial_review: firstPassBy === null ? 'pass' : 'pass by another',
    owner_confirmation: 'confirm',
    counterparty_confirmation: 'confirm by the other account',
    bureau_queue: 'send_to_bureau',
    bureau_submitting: `bureau_accepted ${attempt}`,
    sms_verification: `sms_completed ${attempt}`,
    bureau_review: `filing_registered ${attempt}`
  }
  return next[state] ?? null
}

function after (at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString()
}
