import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { sendTestMessage } from '../../webhooks/endpoints/send-test-message.ts'
import { answerOnce } from '../answer-once.ts'
import type { ApiDeps } from '../api-deps.ts'
import { emptyBody } from '../empty-body.ts'
import { endpointAsRead } from '../identity/endpoint-as-read.ts'
import { WEBHOOK_ROLES } from '../identity/endpoint-scope-of.ts'
import { EndpointCommandHeaders, EndpointParams, endpointIdOf } from '../schemas/webhook-endpoint-schema.ts'

const schema = {
  operationId: 'testWebhookEndpoint',
  summary: 'Send a test message',
  description: 'A `webhook.test`, signed like every message, to a disabled endpoint too. What came of it is in the delivery log; an answer to it is no consent. Asked again, it is sent again.',
  tags: ['webhooks'],
  params: EndpointParams,
  headers: EndpointCommandHeaders,
  body: Type.Object({}, { additionalProperties: false, description: 'May be left out' }),
  response: {
    202: Type.Object({
      deliveryId: Type.String({ format: 'uuid', description: 'Read it at /v1/webhook-deliveries/{deliveryId}' })
    }, { additionalProperties: false, description: 'Will be sent' })
  }
}

export const testWebhookEndpoint: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  const options = { schema, config: { roles: WEBHOOK_ROLES, refusals: [412, 422] }, preValidation: emptyBody }
  app.post('/webhook-endpoints/:endpointId/test', options, async (request, reply) =>
    await answerOnce(request, reply, deps, { status: 202 }, async (alsoCommit) =>
      await sendTestMessage(deps.webhooks, endpointIdOf(request), endpointAsRead(request), alsoCommit)))
}
