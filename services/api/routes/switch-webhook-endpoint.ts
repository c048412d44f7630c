import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { EndpointView } from '../../webhooks/endpoints/endpoint-view.ts'
import { switchEndpoint } from '../../webhooks/endpoints/switch-endpoint.ts'
import { answerOnce } from '../answer-once.ts'
import type { ApiDeps } from '../api-deps.ts'
import { emptyBody } from '../empty-body.ts'
import { endpointAsRead } from '../identity/endpoint-as-read.ts'
import { WEBHOOK_ROLES } from '../identity/endpoint-scope-of.ts'
import { etag } from '../if-match.ts'
import { WebhookEndpointRef } from '../schemas/refs.ts'
import { EndpointCommandHeaders, EndpointParams, endpointIdOf } from '../schemas/webhook-endpoint-schema.ts'

const common = {
  tags: ['webhooks'],
  params: EndpointParams,
  headers: EndpointCommandHeaders,
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

export const switchWebhookEndpoint: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  const config = { roles: WEBHOOK_ROLES, refusals: [409, 412, 422] }
  const options = { config, preValidation: emptyBody }
  const headersOf = ({ version }: EndpointView) => ({ etag: etag(version) })
  const switchIt = async (request: FastifyRequest<{ Params: { endpointId: string } }>, reply: FastifyReply, to: 'enable' | 'disable') =>
    await answerOnce(request, reply, deps, { status: 200, headersOf }, async (alsoCommit) =>
      await switchEndpoint(deps.webhooks, endpointIdOf(request), { ...endpointAsRead(request), to }, alsoCommit))
  app.post('/webhook-endpoints/:endpointId/enable', { schema: enable, ...options }, async (request, reply) => await switchIt(request, reply, 'enable'))
  app.post('/webhook-endpoints/:endpointId/disable', { schema: disable, ...options }, async (request, reply) => await switchIt(request, reply, 'disable'))
}
