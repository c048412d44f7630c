import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findOrderFor } from '../../orders/find-orders.ts'
import { viewOrder } from '../../orders/order-view.ts'
import type { ApiDeps } from '../api-deps.ts'
import { etag } from '../if-match.ts'
import { readerOf } from '../identity/reader-of.ts'
import { recordStaffReading } from '../identity/record-staff-reading.ts'
import { OrderParams, orderIdOf } from '../schemas/command-schemas.ts'
import { OrderRef } from '../schemas/refs.ts'

const schema = {
  operationId: 'getOrder',
  summary: 'Read an order',
  description: 'Staff who see personal data in clear are put on record.',
  tags: ['orders'],
  params: OrderParams,
  response: { 200: OrderRef }
}

export const getOrder: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  app.get('/orders/:orderId', { schema }, async (request, reply) => {
    const { order, actor } = await findOrderFor(deps, orderIdOf(request), readerOf(request.identity))
    await recordStaffReading(deps, order.id, request.identity)
    reply.header('etag', etag(order.version))
    return viewOrder(order, actor, deps.now())
  })
}
