import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findEndpoint } from '../../webhooks/endpoints/find-endpoints.ts'
import type { ApiDeps } from '../api-deps.ts'
import { endpointScopeOf, WEBHOOK_ROLES } from '../identity/endpoint-scope-of.ts'
import { etag } from '../if-match.ts'
import { WebhookEndpointRef } from '../schemas/refs.ts'
import { EndpointParams, endpointIdOf } from '../schemas/webhook-endpoint-schema.ts'

const schema = {
  operationId: 'getWebhookEndpoint',
  summary: 'Read a webhook endpoint',
  description: 'How it does, and its public keys. Its secret is shown by no request but the one that makes it.',
  tags: ['webhooks'],
  params: EndpointParams,
  response: { 200: WebhookEndpointRef }
}

export const getWebhookEndpoint: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { webhooks }) => {
  app.get('/webhook-endpoints/:endpointId', { schema, config: { roles: WEBHOOK_ROLES } }, async (request, reply) => {
    const endpoint = await findEndpoint(webhooks, endpointIdOf(request), endpointScopeOf(request.identity))
    reply.header('etag', etag(endpoint.version))
    return endpoint
  })
}
