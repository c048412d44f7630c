import type { Queue } from 'bullmq'
import type { OrderEffect } from '../../machines/order/order-effects.ts'
import { relayBatch, type PendingEffect } from '../orders/effects/outbox.ts'
import type { OrdersDeps } from '../orders/orders-deps.ts'
import { crashPoint } from '../platform/crash-point.ts'
import type { JobData } from '../platform/queue.ts'
import { addJobs } from '../platform/queue/add-jobs.ts'
import { removeGivenUp } from '../platform/queue/remove-given-up.ts'

export type Relay = {
  kinds: ReadonlyArray<OrderEffect['type']>
  /** How often a job is tried before it is given up. */
  attempts?: number
}

const BATCH = 500
/** With the pauses between them a quarter of an hour. */
const ATTEMPTS = 12
/** In real time: an outage is not shortened by moving the test clock. */
const BACKOFF = { type: 'exponential', delay: 500, jitter: 0.5 } as const
/** As the queue counts: none goes before any. */
const PRIORITIES = { interactive: undefined, bulk: 10 } as const

/** Empties the outbox of effects of these kinds into their queue. The only code that adds jobs for effects. */
export async function relayOutbox (orders: OrdersDeps, { kinds, attempts = ATTEMPTS }: Relay, queue: Queue<JobData>): Promise<number> {
  const addAll = async (effects: PendingEffect[]) => {
    await removeGivenUp(queue, effects.filter(({ again }) => again).map(({ id }) => id))
    await addJobs(queue, effects.map(({ id, orderId, version, kind, payload, priority }) => ({
      name: kind,
      data: { effectId: id, orderId, version, ...payload },
      opts: { jobId: id, attempts, backoff: BACKOFF, priority: PRIORITIES[priority] }
    })))
    crashPoint('after_enqueue')
  }
  for (let relayed = 0; ;) {
    const count = await relayBatch(orders, { kinds, size: BATCH }, addAll)
    relayed += count
    if (count < BATCH) return relayed
  }
}
