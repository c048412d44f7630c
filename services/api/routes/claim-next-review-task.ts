import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { claimNextReviewTask as claimNext } from '../../orders/review/claim-next-review-task.ts'
import type { ApiDeps } from '../api-deps.ts'
import { emptyBody } from '../empty-body.ts'
import { rolesFor } from '../identity/roles-for.ts'
import { OrderTypeSchema } from '../schemas/order-schema.ts'
import { LeaseRef } from '../schemas/refs.ts'
import { line } from '../schemas/text-schema.ts'

const schema = {
  operationId: 'claimNextReviewTask',
  summary: 'Claim the task that is due first',
  description: 'Of those that nobody holds, and that you have not passed already under four-eyes.',
  tags: ['review'],
  body: Type.Object({
    province: Type.Optional(line(64)),
    orderType: Type.Optional(OrderTypeSchema)
  }, { additionalProperties: false, description: 'Narrows the choice; may be left out' }),
  response: { 200: LeaseRef, 204: Type.Null({ description: 'The queue is empty' }) }
}

export const claimNextReviewTask: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  app.post('/review-tasks/claim-next', { schema, config: { roles: rolesFor('pass') }, preValidation: emptyBody }, async (request, reply) => {
    const { identity: { subject: id, role }, body } = request
    const lease = await claimNext(deps, { id, role }, body)
    return lease ?? reply.code(204).send(null)
  })
}
