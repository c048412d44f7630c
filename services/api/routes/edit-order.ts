import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { applyOrderEvent } from '../../orders/apply-order-event.ts'
import { findOrderFor } from '../../orders/find-orders.ts'
import { saveContent } from '../../orders/order-change.ts'
import { OrderContent, type ContentPatch } from '../../rules/order-content.ts'
import { orderAnswers } from '../answer-order.ts'
import type { ApiDeps } from '../api-deps.ts'
import { readerOf } from '../identity/reader-of.ts'
import { RequestError } from '../problems/request-error.ts'
import { rolesFor } from '../identity/roles-for.ts'
import { IfMatchHeader, OrderParams, orderIdOf } from '../schemas/command-schemas.ts'
import { mergePatchOf } from '../schemas/merge-patch-of.ts'
import { OrderRef } from '../schemas/refs.ts'

const schema = {
  operationId: 'editOrder',
  summary: 'Edit the content of an order',
  description: 'A JSON Merge Patch (RFC 7396): null removes a field, arrays are replaced whole. A patch that changes nothing makes no version.',
  tags: ['orders'],
  consumes: ['application/json', 'application/merge-patch+json'],
  params: OrderParams,
  headers: Type.Object(IfMatchHeader),
  body: Type.Object({ content: mergePatchOf<ContentPatch>(OrderContent) }, { additionalProperties: false }),
  response: { 200: OrderRef }
}

export const editOrder: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  app.patch('/orders/:orderId', { schema, config: { roles: rolesFor('save'), refusals: [409, 412, 428] } }, async (request, reply) => {
    const orderId = orderIdOf(request)
    const { actor, options, send } = orderAnswers(request, reply, deps)
    const { ifVersion, accountId, requestId } = options
    if (ifVersion === undefined) {
      await findOrderFor(deps, orderId, readerOf(request.identity)) // 404 comes before 428
      throw new RequestError('precondition_required', 'Send If-Match with the ETag of the order as you read it.')
    }
    return await send(await applyOrderEvent(deps, orderId, saveContent(actor, request.body.content, accountId), {
      ifVersion, ...accountId !== undefined && { accountId }, ...requestId !== undefined && { requestId }
    }))
  })
}
