import type { Pulse } from './keep-pulse.ts'
import type { Readiness } from './readiness.ts'

/** A heartbeat comes back within milliseconds; a worker that restarts takes some seconds. */
export const HEARD_WITHIN_MS = 30_000

/** Whether what this process puts into the queue is done by somebody. */
export async function checkPulse (pulse: Pulse, queue: string, withinMs = HEARD_WITHIN_MS): Promise<Readiness> {
  const heardMsAgo = await pulse.heardMsAgo(queue)
  if (heardMsAgo <= withinMs) return { name: 'queue', ok: true }
  const trouble = pulse.trouble()
  return {
    name: 'queue',
    ok: false,
    remedy: trouble === null
      ? `no heartbeat has come back through the queue for ${Math.round(withinMs / 1000)} s: start a worker, or restart those that no longer hear (see /readyz of each)`
      : `the queue takes no jobs (${trouble}). Orders are served meanwhile, and what they ask for is done later`
  }
}
