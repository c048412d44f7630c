import type { Queue } from 'bullmq'
import type { OrderEffect } from '../../machines/order/order-effects.ts'
import { relayBatch, requeueLost } from '../orders/effects/outbox.ts'
import type { OrdersDeps } from '../orders/orders-deps.ts'
import { crashPoint } from '../platform/crash-point.ts'
import type { JobData } from '../platform/queue.ts'

/** One queue for what is quick, one for the bureau: a bureau that hangs delays no notification. */
export const QUEUE_OF_EFFECT: Record<OrderEffect['type'], 'effects' | 'bureau'> = {
  upload_to_bureau: 'bureau',
  hand_over: 'effects',
  notify: 'effects',
  change_registry: 'effects',
  erase_content: 'effects'
}

const BATCH = 500
type Queues = Record<'effects' | 'bureau', Queue<JobData>>

/** Empties the outbox into the queues. The only code that adds jobs for effects. */
export async function relayOutbox (orders: OrdersDeps, queues: Queues): Promise<number> {
  let relayed = 0
  for (;;) {
    const count = await relayBatch(orders, BATCH, async (effects) => {
      const byQueue = Map.groupBy(effects, ({ kind }) => QUEUE_OF_EFFECT[kind])
      await Promise.all([...byQueue].map(async ([name, due]) => await queues[name].addBulk(due.map(
        ({ id, orderId, version, kind, payload }) => ({
          name: kind, data: { effectId: id, orderId, version, ...payload }, opts: { jobId: id, attempts: 8, backoff: BACKOFF }
        })))))
      crashPoint('after_enqueue')
    })
    relayed += count
    if (count < BATCH) return relayed
  }
}

/** In real time: an outage is not shortened by moving the test clock. */
const BACKOFF = { type: 'exponential', delay: 500, jitter: 0.5 } as const

/** A wiped queue is rebuilt from the rows. A job that still waits or runs is not added twice, as its id is taken. */
export async function sweepOutbox (orders: OrdersDeps, lostAfterMs: number): Promise<number> {
  return await requeueLost(orders.db, lostAfterMs)
}
