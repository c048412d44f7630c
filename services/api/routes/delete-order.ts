import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { deleteOrder as remove } from '../../orders/delete-order.ts'
import type { ApiDeps } from '../api-deps.ts'
import { ifMatch } from '../if-match.ts'
import { IfMatchHeader, OrderParams, orderIdOf } from '../schemas/command-schemas.ts'

const schema = {
  operationId: 'deleteOrder',
  summary: 'Delete an abandoned order for good',
  description: 'Only the account that owns it may, and only an abandoned one: its content and its history are gone. One that the bureau has registered all the same stays.',
  tags: ['orders'],
  params: OrderParams,
  headers: Type.Object(IfMatchHeader),
  response: { 204: Type.Null({ description: 'Deleted' }) }
}

export const deleteOrder: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  app.delete('/orders/:orderId', { schema, config: { roles: ['applicant'], refusals: [409, 412] } }, async (request, reply) => {
    const ifVersion = ifMatch(request)
    await remove(deps, orderIdOf(request), {
      accountId: request.identity.accountId!, ...ifVersion !== undefined && { ifVersion }
    })
    return reply.code(204).send(null)
  })
}
