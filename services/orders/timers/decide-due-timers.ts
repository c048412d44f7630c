import type { Sealing } from '../../platform/sealing.ts'
import { composeTimerRows, type DueOrder, type TimerRows } from './compose-timer-rows.ts'
import { foldDueTimers, type Firing } from './fold-due-timers.ts'
import type { DueRow } from './read-orders-with-due-timers.ts'
import { openOrderInMotion } from '../stored-order.ts'
import type { Troubled } from './write-fired-timers.ts'

export type DecidedTimers = { together: TimerRows[], alone: Firing[], troubled: Troubled[] }

/** One order that cannot be decided, say in a state that only a newer release knows, keeps no other from its deadlines. */
export function decideDueTimers (sealing: Sealing, rows: DueRow[], now: string): DecidedTimers {
  const decided: DecidedTimers = { together: [], alone: [], troubled: [] }
  for (const row of rows) {
    try {
      const firing = foldDueTimers<DueOrder>({ ...openOrderInMotion(row), sealedFindings: row.findings }, now)
      if (firing.steps.length === 0) throw new Error('a deadline is due that this release does not know')
      if (firing.alone) decided.alone.push(firing)
      else decided.together.push(composeTimerRows(sealing, firing))
    } catch (error) {
      decided.troubled.push({ orderId: row.id, error })
    }
  }
  return decided
}
