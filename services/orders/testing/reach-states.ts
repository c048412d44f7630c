import { begin, decide, reasonsToRefuse } from '../../../machines/order/decide.ts'
import { isRequest, type OrderEvent } from '../../../machines/order/order-events.ts'
import { contextAtBirth, type OrderBirth } from '../../../machines/order/order-context.ts'
import type { OrderState } from '../../../machines/order/order-states.ts'
import { A_FINDING, aFact, aRequest } from '../../../machines/order/testing/orders.ts'
import { advanceOrder } from '../next-order.ts'
import type { OrderInMotion } from '../stored-order.ts'

/** Who decides on the way. */
export const DECIDED_BY = 'reviewer-1'

/** An order in each state that its type comes to, by the shortest way there, with the deadlines and the review task it has then. */
export function reachStates (birth: OrderBirth): Map<OrderState, OrderInMotion> {
  const at = birth.createdAt
  const born: OrderInMotion = {
    id: '', version: 1, deadlines: [], task: null, upgrade: null, updatedAt: at, state: 'draft', context: contextAtBirth(birth)
  }
  const found = [advanceOrder({ ...born, version: 0 }, { type: 'timer', name: 'birth', at }, begin(birth))]
  const seen = new Set(found.map(keyOf))
  for (const order of found) {
    for (const event of eventsOf(order, at)) {
      if (isRequest(event) && reasonsToRefuse(order, event).length > 0) continue
      const next = advanceOrder(order, event, decide(order, event))
      if (!seen.has(keyOf(next))) found.push(next)
      seen.add(keyOf(next))
    }
  }
  return new Map(found.toReversed().map((order) => [order.state, order]))
}

function keyOf ({ state, context: { attempt, firstPassBy } }: OrderInMotion): string {
  return [state, attempt > 0, firstPassBy].join()
}

const WAYS = ['submit', 'withdraw', 'abandon', 'confirm', 'decline', 'resend', 'pass', 'request_correction', 'reject', 'send_to_bureau'] as const
const ANSWERS = [
  'bureau_accepted', 'bureau_refused', 'sms_completed', 'sms_failed', 'bureau_returned', 'filing_registered', 'filing_found'
] as const

function eventsOf ({ state, context: { attempt, firstPassBy } }: OrderInMotion, at: string): OrderEvent[] {
  const reviewer = { id: firstPassBy === null ? DECIDED_BY : 'reviewer-2', role: 'admin' }
  const answering = { id: 'applicant-1', role: state === 'counterparty_confirmation' ? 'counterparty' : 'applicant' }
  const by = (type: typeof WAYS[number]) => type === 'confirm' || type === 'decline' ? answering : reviewer
  const stage = state === 'initial_review' ? state : 'bureau_queue'
  return [
    ...WAYS.map((type) => {
      const isObjection = type === 'reject' || type === 'request_correction'
      return aRequest(type, { at, by: by(type), reason: 'given', ...isObjection && { findings: [{ ...A_FINDING, stage }] } })
    }),
    ...ANSWERS.map((type) => aFact(type, { at, attempt })),
    { type: 'timer', name: 'expiry', at },
    { type: 'timer', name: 'owner_window', at }
  ]
}
