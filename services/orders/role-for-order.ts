import { IllegalTransition } from '../../machines/order/order-errors.ts'
import { isRequest, type Actor, type OrderEvent, type RequestType } from '../../machines/order/order-events.ts'
import { REQUESTS_OF_ROLE } from '../../machines/order/requests-of-role.ts'
import type { StoredOrder } from './stored-order.ts'

type Accounts = { accountId: string, sharedWith: string | null }

/** May a caller who is bound to an account see the order at all? */
export function isVisibleTo (accountId: string | undefined, order: Accounts): boolean {
  return accountId === undefined || accountId === order.accountId || accountId === order.sharedWith
}

/** To the order of another account, to which it was shown, whoever speaks for an account is its counterparty. */
export function actorFor (order: Pick<StoredOrder, 'accountId'>, by: Actor, accountId: string | undefined): Actor {
  return accountId === undefined || accountId === order.accountId ? by : { ...by, role: 'counterparty' }
}

/** The event as it is told of whoever asks. @throws IllegalTransition for what the other account may never ask */
export function eventFor (order: StoredOrder, event: OrderEvent, accountId: string | undefined): OrderEvent {
  return isRequest(event) ? { ...event, by: askerOf(order, event.type, event.by, accountId) } : event
}

/** Who makes this request of the order. @throws IllegalTransition for what the other account may never ask */
export function askerOf (order: StoredOrder, request: RequestType, by: Actor, accountId: string | undefined): Actor {
  const actor = actorFor(order, by, accountId)
  if (actor.role === 'counterparty' && !REQUESTS_OF_ROLE.counterparty.includes(request)) {
    throw new IllegalTransition(order.state, request, [{ code: 'role_not_allowed' }])
  }
  return actor
}
