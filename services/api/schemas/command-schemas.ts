import { Type } from 'typebox'
import { DomainError } from '../../../machines/order/order-errors.ts'
import { idInPath } from './id-in-path.ts'
import { givenUuid, prose } from './text-schema.ts'

export const OrderParams = Type.Object({ orderId: Type.String({ description: 'Id of the order, a UUID' }) })

export function orderIdOf ({ params: { orderId } }: { params: { orderId: string } }): string {
  return idInPath(orderId, () => new DomainError('order_not_found', 'There is no such order.'))
}

export const IdempotencyHeader = {
  'Idempotency-Key': Type.Optional(Type.String({
    pattern: '^[ -~]{1,255}$', description: 'Chosen by you: the same request sent again with it is answered, not done, again'
  }))
}

export const IfMatchHeader = {
  'If-Match': Type.Optional(Type.String({
    pattern: '^"[!#-~]*"$', description: 'ETag of the order as you read it; refused with 412 when it has changed', examples: ['"9"']
  }))
}

export const CommandHeaders = Type.Object({ ...IdempotencyHeader, ...IfMatchHeader })

export const Reason = prose(2000, 'Why, in your words; kept sealed in the history')
export const LeaseToken = givenUuid('From claiming the review task')
