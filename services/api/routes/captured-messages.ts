import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { DomainError } from '../../../machines/order/order-errors.ts'
import { LANGUAGES } from '../../notifications/message-templates.ts'
import { findCaptured } from '../../notifications/messages/find-captured.ts'
import type { ApiDeps } from '../api-deps.ts'
import { pageOfRows, readCursor, UUID_CURSOR } from '../cursor.ts'
import { nullable } from '../../platform/nullable.ts'
import { PAGE_QUERY, pageOf } from '../schemas/page-schema.ts'
import { givenUuid, MomentSchema } from '../schemas/text-schema.ts'

const Channel = Type.Enum(['mail', 'sms'])

const Captured = Type.Object({
  id: Type.String({ format: 'uuid', description: 'Of the message: what POST /v1/message-bounces takes' }),
  channel: Channel,
  language: Type.Enum([...LANGUAGES]),
  template: Type.String({ examples: ['order_sms_required'] }),
  orderId: nullable(Type.String({ format: 'uuid' })),
  to: Type.String({ description: 'Mail address or mobile' }),
  subject: nullable(Type.String()),
  text: Type.String(),
  html: nullable(Type.String()),
  parameters: nullable(Type.Object({}, { additionalProperties: Type.String(), description: 'Of an SMS' })),
  capturedAt: MomentSchema
}, { additionalProperties: false, description: 'A mail or SMS that would have been sent' })

const schema = {
  operationId: 'listCapturedMessages',
  summary: 'List mail and SMS that were captured, newest first',
  description: 'Where no gateway is configured, which is how an embedded Beian starts, messages are kept here and not sent.',
  tags: ['notifications'],
  querystring: Type.Object({
    ...PAGE_QUERY, channel: Type.Optional(Channel), orderId: Type.Optional(givenUuid('Only of this order'))
  }, { additionalProperties: false }),
  response: { 200: pageOf(Captured) }
}

export const capturedMessages: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { notifications, capturing }) => {
  app.get('/captured-messages', { schema, config: { roles: ['admin'] as const, refusals: [404] } }, async ({ query: { cursor, limit = 20, ...filter } }) => {
    if (!capturing) throw new DomainError('capture_off', 'Mail and SMS leave by real gateways here: nothing is captured.')
    const afterId = readCursor(cursor, UUID_CURSOR)?.[0]
    const rows = await findCaptured(notifications, { ...filter, limit: limit + 1, ...afterId !== undefined && { afterId } })
    return pageOfRows(rows, limit, ({ id }) => id)
  })
}
