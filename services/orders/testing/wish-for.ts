import type { Operation } from '../../../machines/order/type-check/name-order-type.ts'
import type { OrderType } from '../../../machines/order/order-types.ts'
import type { TypeCheck } from '../../rules/order-content.ts'

const NAMED_BY_FILING: readonly OrderType[] = ['first_filing', 'add_service', 'add_service_external', 'add_access', 'claim']

/** The type check of somebody who wants an order of this type. */
export function wishFor (typeCheck: TypeCheck, orderType: OrderType): TypeCheck {
  return NAMED_BY_FILING.includes(orderType) ? typeCheck : { ...typeCheck, operation: orderType as Operation }
}
