import type { DrainedTimers } from './drain-timers.ts'

/** Source: DESIGN.md section 8. */
const PER_SECOND = 3000
const WORKER_MB = 250

export function printTimers ({ fired, ms, workerMb }: DrainedTimers): void {
  const perSecond = fired / ms * 1000
  const misses = [
    ...perSecond < PER_SECOND ? [`rate < ${PER_SECOND.toLocaleString('en')}/s`] : [],
    ...workerMb > WORKER_MB ? [`worker > ${WORKER_MB} MB`] : []
  ]
  const rate = Math.round(perSecond).toLocaleString('en')
  const verdict = misses.length === 0 ? 'met' : `MISSED: ${misses.join(', ')}`
  console.log(`\ndue timers: ${fired} fired by one worker, ${rate}/s, worker ${workerMb.toFixed(0)} MB  ${verdict}`)
}
