import { reasonsToRefuse } from '../decide.ts'
import type { Role } from '../order-events.ts'
import type { OrderPolicy } from '../policy/order-policy.ts'
import type { OrderState } from '../order-states.ts'
import type { OrderType } from '../order-types.ts'
import { REQUESTS_OF_ROLE } from '../requests-of-role.ts'
import { anOrder, aRequest } from './orders.ts'
import { reachableStates } from './walk-orders.ts'

/** One line a group of roles that may do the same: `A: submit withdraw!policy_forbids`. */
export type ActionTable = Partial<Record<OrderState, readonly string[]>>

/** A stands for the integrator too, who asks as an applicant does, and for the other account's answer has to name it. */
const LETTERS = { A: 'applicant', C: 'counterparty', R: 'reviewer', O: 'bureau_operator', M: 'admin', S: 'system' } as const

/**
 * What each role may do in each state that this type comes to. A request alone is allowed, `!` gives the reasons of a refused one;
 * what is hidden is not named: what a role may not ask at all, or not in this state. Whoever asks is the reviewer who decided last,
 * objects with a finding and gives no reason.
 */
export function actionTable (orderType: OrderType, policy: OrderPolicy): ActionTable {
  return Object.fromEntries(reachableStates(orderType, policy).map((state) => [state, linesOf(state, orderType, policy)]))
}

/** The requests of one role in one state, with the reasons of those that are refused. */
export function requestsOf (role: Role, state: OrderState, orderType: OrderType, policy: OrderPolicy): string {
  const order = anOrder(state, { orderType, decision: { by: 'somebody', at: '2026-01-05T01:00:00.000Z' } }, policy)
  return REQUESTS_OF_ROLE[role].flatMap((type) => {
    const reasons = reasonsToRefuse(order, aRequest(type, { by: { id: 'somebody', role } })).map(({ code }) => code)
    if (reasons.includes('not_in_this_state')) return []
    return [reasons.length === 0 ? type : `${type}!${reasons.join('+')}`]
  }).join(' ')
}

function linesOf (state: OrderState, orderType: OrderType, policy: OrderPolicy): string[] {
  const lettersOf: Record<string, string[]> = {}
  for (const [letter, role] of Object.entries(LETTERS)) {
    const requests = requestsOf(role, state, orderType, policy)
    if (requests !== '') lettersOf[requests] = [...lettersOf[requests] ?? [], letter]
  }
  return Object.entries(lettersOf).map(([requests, letters]) => `${letters.join(',')}: ${requests}`)
}
