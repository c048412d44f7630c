import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findOrderFor } from '../../orders/find-orders.ts'
import { findHistory } from '../../orders/history/order-history.ts'
import type { ApiDeps } from '../api-deps.ts'
import { pageOfRows, readCursor } from '../cursor.ts'
import { readerOf } from '../identity/reader-of.ts'
import { recordStaffReading } from '../identity/record-staff-reading.ts'
import { OrderParams, orderIdOf } from '../schemas/command-schemas.ts'
import { PAGE_QUERY, pageOf } from '../schemas/page-schema.ts'
import { TO_THE_OTHER_ACCOUNT } from '../schemas/history-schema.ts'
import { HistoryRowRef } from '../schemas/refs.ts'

const schema = {
  operationId: 'getOrderHistory',
  summary: 'Read the history of an order, first to last',
  description: 'Values of personal fields are masked unless you may see them in clear. ' + TO_THE_OTHER_ACCOUNT,
  tags: ['orders'],
  params: OrderParams,
  querystring: Type.Object(PAGE_QUERY, { additionalProperties: false }),
  response: { 200: pageOf(HistoryRowRef) }
}

export const orderHistory: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  app.get('/orders/:orderId/history', { schema }, async (request) => {
    const { query: { cursor, limit = 20 }, identity } = request
    const after = Number(readCursor(cursor, /^[1-9]\d{0,8}$/)?.[0] ?? 0)
    const { order, actor } = await findOrderFor(deps, orderIdOf(request), readerOf(identity))
    await recordStaffReading(deps, order.id, identity)
    const rows = await findHistory(deps, order, actor.role, { after, limit: limit + 1 })
    return pageOfRows(rows, limit, ({ version }) => String(version))
  })
}
