import type { DueStep } from '../state/bureau-state.ts'
import type { Bureau } from './bureau.ts'

/** A request waits for one thing at a time: setting the next step forgets the last. */
export function setDue ({ store }: Bureau, requestId: string, step: DueStep['step'], from: Date, afterMs: number): void {
  store.put('dueSteps', requestId, { requestId, step, dueAt: new Date(from.getTime() + afterMs).toISOString() })
}
