import type { Registry } from 'prom-client'
import { measure } from '../measure.ts'
import type { Pulse } from '../keep-pulse.ts'
import type { Queues } from '../queue.ts'
import { QUEUE_NAMES } from './queue-names.ts'

const STATES = ['waiting', 'active', 'delayed', 'prioritized', 'failed'] as const

type Beats = { pulse: Pulse, beats: readonly string[] }

/** What stands in the queues, and how long ago this process was heard through them. */
export function measureQueues (registry: Registry, reach: () => Promise<Queues>, { pulse, beats }: Beats): void {
  measure(registry, { name: 'beian_queue_jobs', help: 'Jobs in the queue, by state', labels: ['queue', 'state'] }, async () => {
    const queues = await reach()
    const found = await Promise.all(QUEUE_NAMES.map(async (queue) => {
      const counts = await queues.queue(queue).getJobCounts(...STATES)
      return STATES.map((state) => ({ value: counts[state] ?? 0, labels: { queue, state } }))
    }))
    return found.flat()
  })
  measure(registry, {
    name: 'beian_heartbeat_age_seconds', help: 'Since the last heartbeat of this process came back through the queue was sent', labels: ['queue']
  }, async () => await Promise.all(beats.map(async (queue) => ({ value: await pulse.heardMsAgo(queue) / 1000, labels: { queue } }))))
}
