import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findReviewTasks } from '../../orders/review-tasks.ts'
import type { ApiDeps } from '../api-deps.ts'
import { pageOfRows, readCursor } from '../cursor.ts'
import { OrderTypeSchema } from '../schemas/order-schema.ts'
import { PAGE_QUERY, pageOf } from '../schemas/page-schema.ts'
import { ReviewTaskRef } from '../schemas/refs.ts'
import { MomentSchema } from '../schemas/text-schema.ts'

const schema = {
  operationId: 'listReviewTasks',
  summary: 'List the review queue, first due first',
  description: 'Open tasks, unless `state` says otherwise.',
  tags: ['review'],
  querystring: Type.Object({
    ...PAGE_QUERY,
    orderId: Type.Optional(Type.String({ format: 'uuid' })),
    state: Type.Optional(Type.Enum(['waiting', 'claimed', 'closed'])),
    province: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    orderType: Type.Optional(OrderTypeSchema),
    assignee: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    dueBefore: Type.Optional(MomentSchema)
  }, { additionalProperties: false }),
  response: { 200: pageOf(ReviewTaskRef) }
}

const POSITION = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export const listReviewTasks: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  app.get('/review-tasks', { schema, config: { roles: ['reviewer', 'bureau_operator', 'admin'] } }, async ({ query }) => {
    const { cursor, limit = 20, ...filter } = query
    const position = readCursor(cursor, POSITION)
    const rows = await findReviewTasks(deps, {
      ...filter, limit: limit + 1, ...position && { after: { dueAt: position[1]!, id: position[2]! } }
    })
    return pageOfRows(rows, limit, ({ dueAt, id }) => `${dueAt} ${id}`)
  })
}
