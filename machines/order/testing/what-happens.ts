import { decide, type OrderSnapshot } from '../decide.ts'
import type { OrderEffect } from '../order-effects.ts'
import { IllegalTransition } from '../order-errors.ts'
import type { OrderEvent } from '../order-events.ts'

/** What an event does to an order, as a line that a test can show: the state it leads to, or why it does not. */
export function outcome (order: OrderSnapshot, event: OrderEvent): string {
  try {
    const { next, ignored } = decide(order, event)
    return ignored ? 'ignored' : next.state
  } catch (error) {
    if (!(error instanceof IllegalTransition)) throw error
    return `refused: ${(error.details.reasons as Array<{ code: string }>).map(({ code }) => code).join(', ')}`
  }
}

/** Effects in a word each: `order_submitted to reviewers`, `upload_to_bureau`. */
export function effectsOf (order: OrderSnapshot, event: OrderEvent): string[] {
  return decide(order, event).effects.map(inAWord)
}

/** Names of the deadlines that the event sets. */
export function timersSetBy (order: OrderSnapshot, event: OrderEvent): string[] {
  return decide(order, event).timersToSet.map(({ name }) => name)
}

function inAWord (effect: OrderEffect): string {
  if (effect.type === 'notify') return `${effect.template} to ${effect.audience}`
  return effect.type === 'change_registry' ? `change_registry ${effect.change}` : effect.type
}
