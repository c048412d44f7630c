import { DomainError } from '../../../machines/order/order-errors.ts'
import { applyOrderEvent } from '../../orders/apply-order-event.ts'
import { askWithRules } from '../../orders/order-change.ts'
import { finishEffect } from '../../orders/outbox.ts'
import type { EffectJob, WorkerDeps } from '../worker-deps.ts'

const POLICY = { id: 'policy', role: 'system' } as const

/** The policy sends what has passed to the bureau by itself. An order that has moved on meanwhile is left alone. */
export async function handOver ({ orders }: WorkerDeps, { effectId, orderId }: EffectJob): Promise<void> {
  try {
    await applyOrderEvent(orders, orderId, askWithRules('send_to_bureau', { by: POLICY }), { effectDone: effectId })
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'illegal_transition')) throw error
    await finishEffect(orders, effectId)
  }
}
