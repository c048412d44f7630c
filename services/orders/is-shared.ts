import type { OrderSnapshot } from '../../machines/order/decide.ts'

/** Whether the account to which an order leads may see it: from when it is asked, and for good once it has agreed. */
export function isShared ({ state, context }: OrderSnapshot): boolean {
  return state === 'counterparty_confirmation' || context.confirmations.counterparty
}
