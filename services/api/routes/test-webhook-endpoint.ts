import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { sendTestMessage } from '../../webhooks/endpoints/send-test-message.ts'
import type { ApiDeps } from '../api-deps.ts'
import { emptyBody } from '../empty-body.ts'
import { endpointScopeOf, WEBHOOK_ROLES } from '../identity/endpoint-scope-of.ts'
import { EndpointParams, endpointIdOf } from '../schemas/webhook-endpoint-schema.ts'

const schema = {
  operationId: 'testWebhookEndpoint',
  summary: 'Send a test message',
  description: 'A `webhook.test`, signed like every message, to a disabled endpoint too. What came of it is in the delivery log; an answer to it is no consent. Asked again, it is sent again.',
  tags: ['webhooks'],
  params: EndpointParams,
  body: Type.Object({}, { additionalProperties: false, description: 'May be left out' }),
  response: {
    202: Type.Object({
      deliveryId: Type.String({ format: 'uuid', description: 'Read it at /v1/webhook-deliveries/{deliveryId}' })
    }, { additionalProperties: false, description: 'Will be sent' })
  }
}

export const testWebhookEndpoint: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { webhooks }) => {
  const options = { schema, config: { roles: WEBHOOK_ROLES }, preValidation: emptyBody }
  app.post('/webhook-endpoints/:endpointId/test', options, async (request, reply) => {
    const deliveryId = await sendTestMessage(webhooks, endpointIdOf(request), endpointScopeOf(request.identity))
    return reply.code(202).send({ deliveryId })
  })
}
