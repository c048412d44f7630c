import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { placeOrder as place } from '../../orders/place-order.ts'
import { OrderContent, TypeCheck } from '../../rules/order-content.ts'
import { orderAnswers } from '../answer-order.ts'
import type { ApiDeps } from '../api-deps.ts'
import type { Identity } from '../identity/identity.ts'
import { requestInvalid } from '../request-error.ts'
import { IdempotencyHeader } from '../schemas/command-schemas.ts'
import { OrderRef } from '../schemas/refs.ts'
import { line } from '../schemas/text-schema.ts'

const Body = Type.Object({
  ...TypeCheck.properties,
  content: Type.Optional(OrderContent),
  externalReference: Type.Optional(line(128, 'Your own number of this order')),
  accountId: Type.Optional(line(128, 'Whose order it is: for staff and integrators; an applicant\'s is in the token'))
}, { additionalProperties: false, description: 'The data of the type check, locked afterwards, and what is known of the content' })

const schema = {
  operationId: 'placeOrder',
  summary: 'Place an order',
  description: 'The order is a draft; its type is named by the type-check data.',
  tags: ['orders'],
  headers: Type.Object(IdempotencyHeader),
  body: Body,
  response: { 201: OrderRef }
}

export const placeOrder: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  app.post('/orders', { schema, config: { refusals: [409, 422] } }, async (request, reply) => {
    const { content, externalReference, accountId, ...typeCheck } = request.body
    const { actor, options: { idempotency }, send } = orderAnswers(request, reply, deps, 201)
    return await send(await place(deps, {
      accountId: accountOf(request.identity, accountId),
      by: actor,
      typeCheck,
      requestId: request.id,
      ...externalReference !== undefined && { externalReference },
      ...content && { content }
    }, idempotency))
  })
}

function accountOf ({ accountId: own }: Identity, named: string | undefined): string {
  if (own !== null && named !== undefined && named !== own) {
    throw requestInvalid('accountId', 'ACCOUNT_NOT_YOURS', { zh: '只能为自己的账号下单', en: 'is not the account of your token' })
  }
  const accountId = own ?? named
  if (accountId === undefined) {
    throw requestInvalid('accountId', 'FIELD_REQUIRED', { zh: '须指明订单所属账号', en: 'is required: whose order is it?' })
  }
  return accountId
}
