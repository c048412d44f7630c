import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Audience } from '../../../machines/order/order-effects.ts'
import { findNotifications } from '../../orders/effects/find-notifications.ts'
import type { ApiDeps } from '../api-deps.ts'
import { pageOfRows, readCursor, UUID_CURSOR } from '../cursor.ts'
import type { ApiRole } from '../identity/identity.ts'
import { nullable } from '../schemas/nullable.ts'
import { PAGE_QUERY, pageOf } from '../schemas/page-schema.ts'
import { MomentSchema, TextSchema } from '../schemas/text-schema.ts'

const Notification = Type.Object({
  id: Type.String({ format: 'uuid' }),
  orderId: nullable(Type.String({ format: 'uuid', description: 'Null when the order of another account is no longer shown to you: the message tells all' })),
  orderNumber: Type.String(),
  template: Type.String({ description: 'What happened', examples: ['order_initial_rejected'] }),
  audience: Type.Enum(['applicant', 'counterparty', 'owners', 'reviewers', 'bureau_operators']),
  message: TextSchema,
  createdAt: MomentSchema,
  readAt: nullable(MomentSchema)
}, { additionalProperties: false, description: 'An in-site message' })

const schema = {
  operationId: 'listNotifications',
  summary: 'List in-site messages, newest first',
  description: 'Of the account; for staff, those meant for their role.',
  tags: ['notifications'],
  querystring: Type.Object(PAGE_QUERY, { additionalProperties: false }),
  response: { 200: pageOf(Notification) }
}

const AUDIENCES: Record<ApiRole, Audience[]> = {
  applicant: [],
  integrator: [],
  reviewer: ['reviewers'],
  bureau_operator: ['bureau_operators'],
  admin: ['reviewers', 'bureau_operators']
}

export const listNotifications: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  app.get('/notifications', { schema }, async ({ query: { cursor, limit = 20 }, identity: { accountId, role } }) => {
    const afterId = readCursor(cursor, UUID_CURSOR)?.[0]
    const rows = await findNotifications(deps, accountId === null ? { audiences: AUDIENCES[role] } : { accountId }, {
      limit: limit + 1, ...afterId !== undefined && { afterId }
    })
    return pageOfRows(rows, limit, ({ id }) => id)
  })
}
