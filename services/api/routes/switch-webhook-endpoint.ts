import { randomUUIDv7 } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { EndpointRequest } from '../../../machines/webhook-endpoint/endpoint-events.ts'
import { applyEndpointEvent } from '../../webhooks/endpoints/apply-endpoint-event.ts'
import { findEndpoint } from '../../webhooks/endpoints/find-endpoints.ts'
import type { ApiDeps } from '../api-deps.ts'
import { emptyBody } from '../empty-body.ts'
import { endpointScopeOf, WEBHOOK_ROLES } from '../identity/endpoint-scope-of.ts'
import { etag } from '../if-match.ts'
import { WebhookEndpointRef } from '../schemas/refs.ts'
import { EndpointParams, endpointIdOf } from '../schemas/webhook-endpoint-schema.ts'

const common = {
  tags: ['webhooks'],
  params: EndpointParams,
  body: Type.Object({}, { additionalProperties: false, description: 'May be left out' }),
  response: { 200: WebhookEndpointRef }
}
const enable = {
  ...common,
  operationId: 'enableWebhookEndpoint',
  summary: 'Turn a disabled endpoint on again',
  description: 'Consent is asked again. What happens from now on is sent when it has been given; what was held before waits for `recover`. Asked again, it is refused as done: `already_enabled`.'
}
const disable = {
  ...common,
  operationId: 'disableWebhookEndpoint',
  summary: 'Turn an endpoint off',
  description: 'What happens meanwhile is held; what is being sent right now ends by itself. Asked again, it is refused as done: `already_disabled`.'
}

export const switchWebhookEndpoint: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { webhooks }) => {
  const config = { roles: WEBHOOK_ROLES, refusals: [409] }
  const options = { config, preValidation: emptyBody }
  const ask = async (request: FastifyRequest<{ Params: { endpointId: string } }>, reply: FastifyReply, event: EndpointRequest) => {
    const [endpointId, scope] = [endpointIdOf(request), endpointScopeOf(request.identity)]
    await applyEndpointEvent(webhooks, endpointId, event, scope)
    const endpoint = await findEndpoint(webhooks, endpointId, scope)
    reply.header('etag', etag(endpoint.version))
    return endpoint
  }
  const at = () => webhooks.now().toISOString()
  app.post('/webhook-endpoints/:endpointId/enable', { schema: enable, ...options }, async (request, reply) =>
    await ask(request, reply, { type: 'enable', at: at(), consentId: randomUUIDv7() }))
  app.post('/webhook-endpoints/:endpointId/disable', { schema: disable, ...options }, async (request, reply) =>
    await ask(request, reply, { type: 'disable', at: at() }))
}
