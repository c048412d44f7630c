import { decide, type OrderSnapshot, type TimerToSet } from '../../machines/order/decide.ts'
import { IllegalTransition } from '../../machines/order/order-errors.ts'
import { happening, type Timeless } from './golden-events.ts'

/** Events by what comes of them. */
export type Outcomes = Record<string, string[]>

/** Of so many orders and events most have no use; what is not listed had none. */
const OF_NO_USE = ['ignored', 'refused: not_in_this_state']

/** What comes of each event, were it the next one. */
export function outcomesOf (order: OrderSnapshot, events: Record<string, Timeless>, at: string): Outcomes {
  const outcomes: Outcomes = {}
  for (const [name, event] of Object.entries(events)) {
    const outcome = outcomeOf(order, event, at)
    if (!OF_NO_USE.includes(outcome)) (outcomes[outcome] ??= []).push(name)
  }
  return outcomes
}

function outcomeOf (order: OrderSnapshot, event: Timeless, at: string): string {
  try {
    const { next, ignored, timersToSet } = decide(order, happening(event, at))
    return ignored ? 'ignored' : [next.state, ...timersToSet.map(said).sort()].join(', ')
  } catch (error) {
    if (!(error instanceof IllegalTransition)) throw error
    const { reasons } = error.details as { reasons: Array<{ code: string, field?: string | null }> }
    return `refused: ${reasons.map(({ code, field }) => field ? `${code} (${field})` : code).join(', ')}`
  }
}

function said (timer: TimerToSet): string {
  return 'workingDays' in timer ? `${timer.name} ${timer.workingDays} working days` : `${timer.name} ${timer.afterMs / 60_000} min`
}
