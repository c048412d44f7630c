import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findSuppressed, liftSuppression, suppressionNotFound } from '../../notifications/messages/suppressed-addresses.ts'
import { nullable } from '../../platform/nullable.ts'
import type { ApiDeps } from '../api-deps.ts'
import { pageOfRows, readCursor, UUID_CURSOR } from '../cursor.ts'
import { idInPath } from '../schemas/id-in-path.ts'
import { PAGE_QUERY, pageOf } from '../schemas/page-schema.ts'
import { MomentSchema } from '../schemas/text-schema.ts'

const SuppressedAddressSchema = Type.Object({
  messageId: Type.String({ format: 'uuid', description: 'The message that did not arrive' }),
  channel: Type.Enum(['mail', 'sms']),
  address: nullable(Type.String({ description: 'Masked; null once the order that the message was about is deleted', examples: ['o***@example.com'] })),
  accountId: nullable(Type.String({ description: 'Who was told of it' })),
  note: Type.String({ description: 'What its gateway or the report said', examples: ['smtp_5.1.1', 'report_5.1.1'] }),
  suppressedAt: MomentSchema
}, { additionalProperties: false, description: 'An address to which nothing is sent any more' })

const list = {
  operationId: 'listSuppressedAddresses',
  summary: 'List addresses to which nothing is sent any more, newest first',
  tags: ['notifications'],
  querystring: Type.Object(PAGE_QUERY, { additionalProperties: false }),
  response: { 200: pageOf(SuppressedAddressSchema) }
}

const lift = {
  operationId: 'liftSuppression',
  summary: 'Send to a suppressed address again',
  description: 'It works once more: what comes from now on is sent there. What was suppressed meanwhile stays unsent; its account has it in-site.',
  tags: ['notifications'],
  params: Type.Object({ messageId: Type.String({ description: 'Of the list, a UUID' }) }, { additionalProperties: false }),
  response: { 204: Type.Null({ description: 'Is sent to again' }) }
}

export const suppressedAddresses: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { notifications }) => {
  const roles = ['admin'] as const
  app.get('/suppressed-addresses', { schema: list, config: { roles } }, async ({ query: { cursor, limit = 20 } }) => {
    const afterId = readCursor(cursor, UUID_CURSOR)?.[0]
    const rows = await findSuppressed(notifications, { limit: limit + 1, ...afterId !== undefined && { afterId } })
    return pageOfRows(rows, limit, ({ messageId }) => messageId)
  })
  app.delete('/suppressed-addresses/:messageId', { schema: lift, config: { roles, refusals: [404] } }, async ({ params: { messageId } }, reply) => {
    await liftSuppression(notifications, idInPath(messageId, suppressionNotFound))
    return reply.code(204).send(null)
  })
}
