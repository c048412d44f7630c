import type { Registry } from 'prom-client'
import { measureBacklog } from '../orders/effects/measure-backlog.ts'
import type { OrdersDeps } from '../orders/orders-deps.ts'
import type { Leadership } from '../platform/elect-leader.ts'
import type { Pulse } from '../platform/keep-pulse.ts'
import { measure } from '../platform/measure.ts'
import type { Queues } from '../platform/queue.ts'
import { measureQueues } from '../platform/queue/measure-queues.ts'
import { checkHearing } from './check-hearing.ts'
import type { RunningPart } from './run-part.ts'

type Parts = { orders: OrdersDeps, queues: Queues, pulse: Pulse, running: RunningPart[], leadership: Leadership, deafAfterMs: number }

/** How far behind the work is, what stands in the queues, and what only this worker knows of itself. */
export function measureWorker (registry: Registry, { orders, queues, pulse, running, leadership, deafAfterMs }: Parts): void {
  measureBacklog(registry, orders)
  measureQueues(registry, async () => queues, { pulse, beats: running.map(({ queue }) => queue) })
  measure(registry, { name: 'beian_leader', help: '1 in the one worker that keeps the schedules' }, async () => Number(leadership.isLeader()))
  measure(registry, { name: 'beian_worker_hearing', help: '0 where this worker takes no jobs', labels: ['queue'] }, async () =>
    await Promise.all(running.map(async (part) => {
      const { ok } = await checkHearing(part, pulse, deafAfterMs)
      return { value: Number(ok), labels: { queue: part.queue } }
    })))
}
