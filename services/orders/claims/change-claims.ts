import { isOpen } from '../../../machines/order/order-states.ts'
import type { Sealing } from '../../platform/sealing.ts'
import { bindsCounterparty, claimRows, claimsOf, isAtBureau } from './order-claims.ts'
import type { StoredOrder } from '../stored-order.ts'

/** Keys in hex; rows as JSON. */
export type ClaimChange = { claimsDropped: string[], claimsMade: string }

const NO_CHANGE: ClaimChange = { claimsDropped: [], claimsMade: '[]' }

/**
 * What a step changes in the claims of an order that is open after it: nothing, for most. (One that closes gives up all.) A
 * hand-over and a reopening make all of them again, whatever is held already. Hand-over, reopening and new content are asked
 * for; a fact may only give claims up, as it cannot be refused when a key is taken.
 */
export function changeClaims (sealing: Sealing, order: StoredOrder, next: StoredOrder): ClaimChange {
  if (!isOpen(next.state)) return NO_CHANGE
  if (!isOpen(order.state) || isHandedOver(order, next)) return { ...NO_CHANGE, claimsMade: claimRows(claimsOf(sealing, next)) }
  if (order.content === next.content && !leavesBureau(order, next) && !asksOrFreesOther(order, next)) return NO_CHANGE
  const before = claimsOf(sealing, order)
  const after = claimsOf(sealing, next)
  const isIn = (claims: typeof before, key: string) => claims.some((claim) => claim.key === key)
  return {
    claimsDropped: before.filter(({ key }) => !isIn(after, key)).map(({ key }) => key),
    claimsMade: claimRows(after.filter(({ key }) => !isIn(before, key)))
  }
}

/** An approval that comes late finds an order that had let go of the other account: a fact takes nothing. */
function asksOrFreesOther (order: StoredOrder, next: StoredOrder): boolean {
  const [bound, binds] = [bindsCounterparty(order), bindsCounterparty(next)]
  return bound ? !binds : binds && next.state === 'counterparty_confirmation'
}

function isHandedOver (order: StoredOrder, next: StoredOrder): boolean {
  return next.state === 'bureau_submitting' && order.state !== 'bureau_submitting'
}

/** Where the matrix lets several orders be open, the next one may go to the bureau now. */
function leavesBureau (order: StoredOrder, next: StoredOrder): boolean {
  return order.context.policy.openOrders === 'coexistence_matrix' && isAtBureau(order.state) && !isAtBureau(next.state)
}
