import { begin, decide, type OrderSnapshot } from '../decide.ts'
import { IllegalTransition } from '../order-errors.ts'
import { FACT_TYPES, REQUEST_TYPES, type OrderEvent } from '../order-events.ts'
import type { OrderPolicy } from '../policy/order-policy.ts'
import { ORDER_STATES, type OrderState } from '../order-states.ts'
import type { OrderType } from '../order-types.ts'
import { A_FINDING, aFact, aRequest, aTimer, AT } from './orders.ts'

/** States an order of this type can come to under this policy, in the order of the list of states, walked from its draft. */
export function reachableStates (orderType: OrderType, policy: OrderPolicy): OrderState[] {
  const birth = { orderType, province: 'guangdong', createdAt: AT, policy, contentHash: 'content-1', findings: [] }
  const seen = new Set<string>()
  const found = [begin(birth).next]
  for (const order of found) {
    for (const event of everyEvent(order)) {
      const next = nextOrder(order, event)
      const key = `${next.state} ${next.context.attempt > 0} ${next.context.approved}`
      if (!seen.has(key)) found.push(next)
      seen.add(key)
    }
  }
  const reached = new Set(found.map(({ state }) => state))
  return (Object.keys(ORDER_STATES) as OrderState[]).filter((state) => reached.has(state))
}

const TIMERS = ['expiry', 'sms_window', 'owner_window', 'counterparty_window']

/** Each event once: requests by whoever may make them, with a reason that answers every finding; facts about the current attempt. */
function everyEvent ({ context: { attempt } }: OrderSnapshot): OrderEvent[] {
  const counterparty = { by: { id: 'somebody-else', role: 'counterparty' } }
  return [
    ...REQUEST_TYPES.map((type) => aRequest(type, { reason: 'because' })),
    aRequest('confirm', counterparty),
    aRequest('decline', counterparty),
    aRequest('send_to_bureau', { findings: [{ ...A_FINDING, stage: 'rules' }] }),
    ...FACT_TYPES.map((type) => aFact(type, { attempt })),
    ...TIMERS.map(aTimer)
  ]
}

function nextOrder (order: OrderSnapshot, event: OrderEvent): OrderSnapshot {
  try {
    return decide(order, event).next
  } catch (error) {
    if (error instanceof IllegalTransition) return order
    throw error
  }
}
