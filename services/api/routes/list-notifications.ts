import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findNotifications } from '../../notifications/in-site/find-notifications.ts'
import type { ApiDeps } from '../api-deps.ts'
import { pageOfRows, readCursor, UUID_CURSOR } from '../cursor.ts'
import { inBoxOf } from '../identity/in-box-of.ts'
import { nullable } from '../../platform/nullable.ts'
import { PAGE_QUERY, pageOf } from '../schemas/page-schema.ts'
import { MomentSchema, TextSchema } from '../schemas/text-schema.ts'

const Notification = Type.Object({
  id: Type.String({ format: 'uuid' }),
  orderId: nullable(Type.String({
    format: 'uuid', description: 'Null when it is about no order, or about one of another account that is no longer shown to you: the message tells all'
  })),
  orderNumber: nullable(Type.String()),
  webhookEndpointId: nullable(Type.String({ format: 'uuid', description: 'When it is about a webhook endpoint' })),
  template: Type.String({ description: 'What happened', examples: ['order_initial_rejected'] }),
  audience: Type.Enum(['applicant', 'counterparty', 'owners', 'reviewers', 'bureau_operators', 'admins']),
  message: TextSchema,
  createdAt: MomentSchema,
  readAt: nullable(MomentSchema)
}, { additionalProperties: false, description: 'An in-site message' })

const schema = {
  operationId: 'listNotifications',
  summary: 'List in-site messages, newest first',
  description: 'Of the account; for staff, those meant for their role.',
  tags: ['notifications'],
  querystring: Type.Object({
    ...PAGE_QUERY,
    unread: Type.Optional(Type.Enum(['true', 'false'], { description: '`true`: only what is not read yet' }))
  }, { additionalProperties: false }),
  response: { 200: pageOf(Notification) }
}

export const listNotifications: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { notifications }) => {
  app.get('/notifications', { schema }, async ({ query: { cursor, limit = 20, unread }, identity }) => {
    const afterId = readCursor(cursor, UUID_CURSOR)?.[0]
    const rows = await findNotifications(notifications, inBoxOf(identity, notifications.sealing), {
      limit: limit + 1, unread: unread === 'true', ...afterId !== undefined && { afterId }
    })
    return pageOfRows(rows, limit, ({ id }) => id)
  })
}
