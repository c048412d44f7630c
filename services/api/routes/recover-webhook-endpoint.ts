import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { recoverDeliveries } from '../../webhooks/deliveries/recover-deliveries.ts'
import { findEndpoint } from '../../webhooks/endpoints/find-endpoints.ts'
import type { ApiDeps } from '../api-deps.ts'
import { endpointScopeOf, WEBHOOK_ROLES } from '../identity/endpoint-scope-of.ts'
import { GivenMoment } from '../schemas/text-schema.ts'
import { EndpointParams, endpointIdOf } from '../schemas/webhook-endpoint-schema.ts'

const schema = {
  operationId: 'recoverWebhookEndpoint',
  summary: 'Send what an endpoint has missed',
  description: 'What was held while it was off, and what was given up, of events since a moment. Within an order in sequence, and after what is new. The endpoint has to be on. Asked again, it sends what has failed again, and nothing that was delivered.',
  tags: ['webhooks'],
  params: EndpointParams,
  body: Type.Object({ since: GivenMoment }, { additionalProperties: false }),
  response: {
    202: Type.Object({
      recovered: Type.Integer({ description: 'Deliveries that will be sent' })
    }, { additionalProperties: false, description: 'Will be sent' })
  }
}

export const recoverWebhookEndpoint: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { webhooks }) => {
  app.post('/webhook-endpoints/:endpointId/recover', { schema, config: { roles: WEBHOOK_ROLES, refusals: [409] } }, async (request, reply) => {
    const { id } = await findEndpoint(webhooks, endpointIdOf(request), endpointScopeOf(request.identity))
    const recovered = await recoverDeliveries(webhooks, id, new Date(request.body.since))
    return reply.code(202).send({ recovered })
  })
}
