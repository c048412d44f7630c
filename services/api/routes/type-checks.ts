import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { checkOrderType } from '../../orders/type-check/check-order-type.ts'
import { TypeCheck } from '../../rules/order-content.ts'
import { accountOf } from '../identity/account-of.ts'
import type { ApiDeps } from '../api-deps.ts'
import { CounterpartyAccountId } from '../schemas/counterparty-schema.ts'
import { FindingSchema } from '../schemas/finding-schema.ts'
import { nullable } from '../../platform/nullable.ts'
import { OrderTypeSchema } from '../schemas/order-schema.ts'
import { line } from '../schemas/text-schema.ts'

const schema = {
  operationId: 'checkType',
  summary: 'Ask which type of order it would be',
  description: 'By the same rules as placing the order, of which nothing is stored here. Fields of findings are paths of this body.',
  tags: ['orders'],
  body: Type.Object({
    ...TypeCheck.properties,
    counterpartyAccountId: Type.Optional(CounterpartyAccountId),
    accountId: Type.Optional(line(128, 'Whose order it would be: for staff and integrators; an applicant\'s is in the token'))
  }, { additionalProperties: false, description: 'The data of the type check' }),
  response: {
    200: Type.Object({
      orderType: nullable(OrderTypeSchema),
      findings: Type.Array(FindingSchema, { description: 'What stands against it; with one of severity `reject` there is no type' })
    }, { additionalProperties: false })
  }
}

export const typeChecks: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  app.post('/type-checks', { schema }, async ({ body, identity }) => {
    const { accountId, counterpartyAccountId, ...typeCheck } = body
    return await checkOrderType(deps, {
      accountId: accountOf(identity, accountId), typeCheck, ...counterpartyAccountId !== undefined && { counterpartyAccountId }
    })
  })
}
