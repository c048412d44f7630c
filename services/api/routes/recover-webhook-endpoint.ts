import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { recoverDeliveries } from '../../webhooks/deliveries/recover-deliveries.ts'
import { answerOnce } from '../answer-once.ts'
import type { ApiDeps } from '../api-deps.ts'
import { endpointAsRead } from '../identity/endpoint-as-read.ts'
import { WEBHOOK_ROLES } from '../identity/endpoint-scope-of.ts'
import { GivenMoment } from '../schemas/text-schema.ts'
import { EndpointCommandHeaders, EndpointParams, endpointIdOf } from '../schemas/webhook-endpoint-schema.ts'

const schema = {
  operationId: 'recoverWebhookEndpoint',
  summary: 'Send what an endpoint has missed',
  description: 'What was held while it was off, and what was given up, of events since a moment. Within an order in sequence, and after what is new. The endpoint has to be on. Asked again, it sends what has failed again, and nothing that was delivered.',
  tags: ['webhooks'],
  params: EndpointParams,
  headers: EndpointCommandHeaders,
  body: Type.Object({ since: GivenMoment }, { additionalProperties: false }),
  response: {
    202: Type.Object({
      recovered: Type.Integer({ description: 'Deliveries that will be sent' })
    }, { additionalProperties: false, description: 'Will be sent' })
  }
}

export const recoverWebhookEndpoint: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  const config = { roles: WEBHOOK_ROLES, refusals: [409, 412, 422] }
  app.post('/webhook-endpoints/:endpointId/recover', { schema, config }, async (request, reply) => {
    const since = new Date(request.body.since)
    return await answerOnce(request, reply, deps, { status: 202 }, async (alsoCommit) =>
      await recoverDeliveries(deps.webhooks, endpointIdOf(request), { ...endpointAsRead(request), since }, alsoCommit))
  })
}
