import { HEARD_WITHIN_MS } from '../platform/check-pulse.ts'
import type { Pulse } from '../platform/keep-pulse.ts'
import type { Readiness } from '../platform/readiness.ts'
import type { RunningPart } from './run-part.ts'

/**
 * Whether this worker hears on one queue: it took a job just now or has one at work; or its questions for work are answered,
 * and what it puts into the queue is done by somebody.
 */
export async function checkHearing ({ queue, watch }: Pick<RunningPart, 'queue' | 'watch'>, pulse: Pulse, deafAfterMs: number): Promise<Readiness> {
  const name = `queue_${queue}`
  const trouble = pulse.trouble()
  if (trouble !== null) {
    return { name, ok: false, remedy: `the queue takes no jobs (${trouble}). This worker goes on by itself` }
  }
  if (watch.tookMsAgo() <= deafAfterMs) return { name, ok: true }
  if (watch.askedMsAgo() <= deafAfterMs && await pulse.heardMsAgo(queue) <= HEARD_WITHIN_MS) return { name, ok: true }
  return { name, ok: false, remedy: `no job of ${queue} has been taken for ${Math.round(deafAfterMs / 1000)} s, though heartbeats are sent: restart this worker` }
}
