import type { DueStep } from '../state/bureau-state.ts'
import type { Bureau } from './bureau.ts'
import { runMachineCheck } from './run-machine-check.ts'
import { runReview } from './run-review.ts'
import { confirmSms, endSms } from './sms.ts'

/**
 * Runs what is due by `until`, in the order in which it fell due and each at its own moment, so that dates in documents are
 * those of a bureau that was awake. Called before every call is served: nobody can look in between, so no timer is needed.
 */
export function runDue (bureau: Bureau, until: Date): void {
  const limit = until.toISOString()
  for (let step = nextDue(bureau); step && step.dueAt <= limit; step = nextDue(bureau)) runStep(bureau, step)
}

export function nextDue ({ store }: Bureau): DueStep | null {
  let next: DueStep | null = null
  for (const step of store.each('dueSteps')) if (!next || step.dueAt < next.dueAt) next = step
  return next
}

function runStep (bureau: Bureau, { requestId, step, dueAt }: DueStep): void {
  bureau.store.change(() => {
    bureau.store.remove('dueSteps', requestId)
    const request = bureau.store.get('requests', requestId)
    if (!request) return
    const at = new Date(dueAt)
    if (step === 'check') runMachineCheck(bureau, request, at)
    else if (step === 'review') runReview(bureau, request, at)
    else if (step === 'confirm_sms') confirmSms(bureau, request, at)
    else endSms(bureau, request, step, at)
  })
}
