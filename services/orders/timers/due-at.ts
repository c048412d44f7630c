import type { TimerToSet } from '../../../machines/order/decide.ts'
import { addWorkingDays } from '../../platform/working-days.ts'
import { later } from './moments.ts'

/** When a deadline set at this moment falls due. The machine names working days; here they are counted. */
export function dueAt (timer: TimerToSet, at: string): string {
  return 'workingDays' in timer ? addWorkingDays(at, timer.workingDays) : later(at, timer.afterMs)
}
