import type { OrderContext } from './order-context.ts'
import { ORDER_TYPES, type OrderTypeFlags } from './order-types.ts'

/** The flags of an order's type as its policy has them: what every guard asks. */
export function effectiveFlags ({ orderType, policy }: Pick<OrderContext, 'orderType' | 'policy'>): OrderTypeFlags {
  const flags: OrderTypeFlags = ORDER_TYPES[orderType]
  return {
    ...flags,
    initialReview: flags.initialReview && !policy.skipInitialReview.includes(orderType),
    ownerConfirmation: flags.ownerConfirmation && policy.ownerConfirmation.required,
    smsPersons: policy.smsPersons[orderType] ?? flags.smsPersons
  }
}
