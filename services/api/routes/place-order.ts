import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { placeOrder as place } from '../../orders/place-order.ts'
import { OrderContent, TypeCheck } from '../../rules/order-content.ts'
import { accountOf } from '../identity/account-of.ts'
import { orderAnswers } from '../answer-order.ts'
import type { ApiDeps } from '../api-deps.ts'
import { IdempotencyHeader } from '../schemas/command-schemas.ts'
import { CounterpartyAccountId } from '../schemas/counterparty-schema.ts'
import { OrderRef } from '../schemas/refs.ts'
import { line } from '../schemas/text-schema.ts'

const Body = Type.Object({
  ...TypeCheck.properties,
  counterpartyAccountId: Type.Optional(CounterpartyAccountId),
  content: Type.Optional(OrderContent),
  externalReference: Type.Optional(line(128, 'Your own number of this order')),
  accountId: Type.Optional(line(128, 'Whose order it is: for staff and integrators; an applicant\'s is in the token'))
}, { additionalProperties: false, description: 'The data of the type check, locked afterwards, and what is known of the content' })

const schema = {
  operationId: 'placeOrder',
  summary: 'Place an order',
  description: 'The order is a draft; its type is named by the type-check data, as `/v1/type-checks` says beforehand.',
  tags: ['orders'],
  headers: Type.Object(IdempotencyHeader),
  body: Body,
  response: { 201: OrderRef }
}

export const placeOrder: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  app.post('/orders', { schema, config: { refusals: [409, 410, 422] } }, async (request, reply) => {
    const { content, externalReference, accountId, counterpartyAccountId, ...typeCheck } = request.body
    const { actor, options: { idempotency }, send } = orderAnswers(request, reply, deps, 201)
    return await send(await place(deps, {
      accountId: accountOf(request.identity, accountId),
      by: actor,
      typeCheck,
      requestId: request.id,
      ...request.identity.accountName !== null && { accountName: request.identity.accountName },
      ...counterpartyAccountId !== undefined && { counterpartyAccountId },
      ...externalReference !== undefined && { externalReference },
      ...content && { content }
    }, idempotency))
  })
}
