import { DomainError } from '../../../machines/order/order-errors.ts'
import { applyOrderEvent } from '../../orders/apply-order-event.ts'
import { later } from '../../orders/timers/moments.ts'
import { askWithRules } from '../../orders/order-change.ts'
import { checkAgainstFilings } from '../../orders/type-check/check-against-filings.ts'
import { finishEffect, postponeEffect } from '../../orders/effects/outbox.ts'
import type { EffectJob, WorkerDeps } from '../worker-deps.ts'

const POLICY = { id: 'policy', role: 'system' } as const

/** A bureau thinks for days, so that an hour more is little; and the test clock, which walks through each, gets there. */
const LOOK_AGAIN_AFTER_MS = 60 * 60 * 1000

/**
 * The policy sends what has passed to the bureau by itself. An order that has moved on meanwhile is left alone; one whose
 * subject has another order at the bureau waits until that one is back.
 */
export async function handOver ({ orders }: WorkerDeps, { effectId, orderId }: EffectJob): Promise<void> {
  try {
    const send = checkAgainstFilings(orders, askWithRules('send_to_bureau', { by: POLICY }))
    await applyOrderEvent(orders, orderId, send, { effectDone: effectId })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    if (error.code === 'illegal_transition') return await finishEffect(orders, effectId)
    if (error.code !== 'open_order_exists' || error.details.claim !== 'at_bureau') throw error
    await postponeEffect(orders, effectId, later(orders.now().toISOString(), LOOK_AGAIN_AFTER_MS))
  }
}
