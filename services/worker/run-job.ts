import { DomainError } from '../../machines/order/order-errors.ts'
import { failEffect } from '../orders/effects/outbox.ts'
import type { WorkerDeps } from './worker-deps.ts'

type Ids = Record<string, string | number | undefined>

/**
 * The only place that says which errors are worth another try. An outage is, and so is an order that changes too fast.
 * A refusal would refuse again: its effect is marked failed, for a person to look at, and the job ends.
 */
export async function runJob ({ orders, log }: WorkerDeps, name: string, ids: Ids, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    log.error({ job: name, ...ids, err: error }, 'a job failed')
    if (!(error instanceof DomainError) || error.code === 'order_busy') throw error
    if (ids.effectId !== undefined) await failEffect(orders, String(ids.effectId), error.code)
  }
}
