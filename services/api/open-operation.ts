import { randomUUID } from 'node:crypto'
import { Registry } from 'prom-client'
import { measureBacklog } from '../orders/effects/measure-backlog.ts'
import type { OrdersDeps } from '../orders/orders-deps.ts'
import { checkPulse } from '../platform/check-pulse.ts'
import { checkReadiness } from '../platform/check-readiness.ts'
import { createDrain, type Drain } from '../platform/drain.ts'
import { keepPulse } from '../platform/keep-pulse.ts'
import type { Logger } from '../platform/logger.ts'
import { measureQueues } from '../platform/queue/measure-queues.ts'
import { reachQueues } from '../platform/queue/reach-queues.ts'
import type { QueueOptions } from '../platform/queue.ts'
import type { Readiness } from '../platform/readiness.ts'
import type { Operation } from './operation.ts'

export type OpenOperation = {
  operation: Operation
  readiness: () => Promise<Readiness[]>
  drain: Drain
  close (): Promise<void>
}

type Options = { orders: Pick<OrdersDeps, 'db' | 'now'>, queue: QueueOptions, drainMs: number, log: Logger }

/** Through this one its heartbeats go: its jobs are quick, whatever a bureau or a receiver does. */
const HEARD_THROUGH = 'effects'

/**
 * What the api has of the queue: only to be heard through it, and to show it. Commands never touch it, so that orders are
 * served while it is away.
 */
export function openOperation ({ orders, queue, drainMs, log }: Options): OpenOperation {
  const { db } = orders
  const { reach, close: closeQueues } = reachQueues(queue)
  const pulse = keepPulse(db, { processId: randomUUID(), log, reach, queues: [HEARD_THROUGH] })
  const drain = createDrain(drainMs)
  const registry = new Registry()
  measureBacklog(registry, orders)
  measureQueues(registry, reach, { pulse, beats: [HEARD_THROUGH] })
  return {
    operation: { registry, isOpen: drain.isOpen, reachQueues: reach },
    drain,
    async readiness () {
      const checks = await checkReadiness(db)
      const heard = checks.every(({ ok }) => ok) ? [await checkPulse(pulse, HEARD_THROUGH)] : [] // without tables nothing is heard
      return [...checks, ...heard, drain.check()]
    },
    async close () {
      await pulse.close()
      await closeQueues()
    }
  }
}
