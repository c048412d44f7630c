import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findEndpointStatistics } from '../../webhooks/endpoints/endpoint-statistics.ts'
import { findEndpoint } from '../../webhooks/endpoints/find-endpoints.ts'
import type { ApiDeps } from '../api-deps.ts'
import { endpointScopeOf, WEBHOOK_ROLES } from '../identity/endpoint-scope-of.ts'
import { EndpointParams, endpointIdOf } from '../schemas/webhook-endpoint-schema.ts'
import { WebhookStatisticsSchema } from '../schemas/webhook-statistics-schema.ts'

const schema = {
  operationId: 'getWebhookStatistics',
  summary: 'How deliveries to an endpoint went',
  description: 'In the last hours, together and hour by hour.',
  tags: ['webhooks'],
  params: EndpointParams,
  querystring: Type.Object({
    hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 168, default: 24 }))
  }, { additionalProperties: false }),
  response: { 200: WebhookStatisticsSchema }
}

export const webhookStatistics: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { webhooks }) => {
  app.get('/webhook-endpoints/:endpointId/statistics', { schema, config: { roles: WEBHOOK_ROLES } }, async (request) => {
    const { id } = await findEndpoint(webhooks, endpointIdOf(request), endpointScopeOf(request.identity))
    return await findEndpointStatistics(webhooks, id, request.query.hours ?? 24)
  })
}
