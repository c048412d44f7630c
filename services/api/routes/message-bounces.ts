import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { recordBounce } from '../../notifications/messages/record-bounce.ts'
import type { ApiDeps } from '../api-deps.ts'

const MESSAGE_ID = '^<?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(@[\\w.-]+)?>?$'

const schema = {
  operationId: 'reportMessageBounce',
  summary: 'Report that a mail or SMS did not arrive',
  description: 'For your mail and SMS systems. After a lasting failure nothing more is sent to the address, and its account is told. A report may come twice.',
  tags: ['notifications'],
  body: Type.Object({
    messageId: Type.String({
      maxLength: 300, pattern: MESSAGE_ID, description: 'Of the message, or its Message-ID', examples: ['<019a3c5e-0000-7000-8000-000000000000@example.com>']
    }),
    permanent: Type.Boolean({ description: 'Whether it would fail again: a number that is not in use, a mailbox that does not exist' }),
    code: Type.String({ pattern: '^[\\w.-]{1,32}$', description: 'As the report has it', examples: ['5.1.1'] })
  }, { additionalProperties: false }),
  response: {
    200: Type.Object({
      messageId: Type.String({ format: 'uuid' }),
      state: Type.Enum(['pending', 'queued', 'sending', 'sent', 'failed', 'bounced', 'suppressed'])
    }, { additionalProperties: false })
  }
}

export const messageBounces: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { notifications }) => {
  app.post('/message-bounces', { schema, config: { roles: ['admin', 'integrator'] as const, refusals: [404] } }, async ({ body: { messageId, ...bounce } }) =>
    await recordBounce(notifications, { messageId: messageId.replaceAll(/[<>]|@.*/g, '').toLowerCase(), ...bounce }))
}
