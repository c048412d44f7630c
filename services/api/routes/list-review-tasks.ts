import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findReviewTasks } from '../../orders/review/review-tasks.ts'
import type { ApiDeps } from '../api-deps.ts'
import { cursorInvalid, pageOfRows, readCursor } from '../cursor.ts'
import { OrderTypeSchema } from '../schemas/order-schema.ts'
import { PAGE_QUERY, pageOf } from '../schemas/page-schema.ts'
import { ReviewTaskRef } from '../schemas/refs.ts'
import { GivenMoment, givenUuid, line } from '../schemas/text-schema.ts'

const schema = {
  operationId: 'listReviewTasks',
  summary: 'List the review queue, first due first',
  description: 'Open tasks, unless `state` says otherwise.',
  tags: ['review'],
  querystring: Type.Object({
    ...PAGE_QUERY,
    orderId: Type.Optional(givenUuid('Id of the order')),
    state: Type.Optional(Type.Enum(['waiting', 'claimed', 'closed'])),
    province: Type.Optional(line(64)),
    orderType: Type.Optional(OrderTypeSchema),
    assignee: Type.Optional(line(128)),
    dueBefore: Type.Optional(GivenMoment)
  }, { additionalProperties: false }),
  response: { 200: pageOf(ReviewTaskRef) }
}

const POSITION = /^([1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export const listReviewTasks: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  app.get('/review-tasks', { schema, config: { roles: ['reviewer', 'bureau_operator', 'admin'] } }, async ({ query }) => {
    const { cursor, limit = 20, orderId, ...filter } = query
    const after = positionOf(cursor)
    const rows = await findReviewTasks(deps, {
      ...filter, limit: limit + 1, ...orderId !== undefined && { orderId: orderId.toLowerCase() }, ...after && { after }
    })
    return pageOfRows(rows, limit, ({ dueAt, id }) => `${dueAt} ${id}`)
  })
}

function positionOf (cursor: string | undefined): { dueAt: string, id: string } | null {
  const [, dueAt, id] = readCursor(cursor, POSITION) ?? []
  if (dueAt === undefined || id === undefined) return null
  if (isMoment(dueAt)) return { dueAt, id }
  throw cursorInvalid()
}

/** The 30th of February has the form of a date, too. */
function isMoment (text: string): boolean {
  const ms = Date.parse(text)
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text
}
