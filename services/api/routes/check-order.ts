import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { rulesToday } from '../../orders/rules-today.ts'
import { findOrder } from '../../orders/find-orders.ts'
import type { ApiDeps } from '../api-deps.ts'
import { emptyBody } from '../empty-body.ts'
import { OrderParams, orderIdOf } from '../schemas/command-schemas.ts'
import { FindingSchema } from '../schemas/finding-schema.ts'

const schema = {
  operationId: 'checkOrder',
  summary: 'Try the rules on an order as it stands today',
  description: 'Changes nothing.',
  tags: ['orders'],
  params: OrderParams,
  body: Type.Object({}, { additionalProperties: false, description: 'May be left out' }),
  response: {
    200: Type.Object({
      findings: Type.Array(FindingSchema, { description: 'What would stand against submitting now, objections of people included' }),
      missingMaterials: Type.Array(Type.String({ description: 'Kind of material' })),
      unknownFacts: Type.Array(Type.String({ description: 'What rules ask for and nobody has told yet' }))
    }, { additionalProperties: false })
  }
}

export const checkOrder: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  app.post('/orders/:orderId/check', { schema, preValidation: emptyBody }, async (request) => {
    const { accountId } = request.identity
    const order = await findOrder(deps, orderIdOf(request), accountId === null ? {} : { accountId })
    const objections = order.findings.filter(({ stage }) => stage !== 'rules')
    const rules = rulesToday({ ...order, policy: order.context.policy }, deps.now().toISOString())
    return { findings: [...rules, ...objections], missingMaterials: [], unknownFacts: [] }
  })
}
