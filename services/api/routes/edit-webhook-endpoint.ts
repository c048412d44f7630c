import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findEndpoint } from '../../webhooks/endpoints/find-endpoints.ts'
import { updateEndpoint } from '../../webhooks/endpoints/update-endpoint.ts'
import type { ApiDeps } from '../api-deps.ts'
import { endpointScopeOf, WEBHOOK_ROLES } from '../identity/endpoint-scope-of.ts'
import { refusePersonalScope } from '../identity/refuse-personal-scope.ts'
import { etag, ifMatch } from '../if-match.ts'
import { RequestError } from '../problems/request-error.ts'
import { refuseUrl } from '../refuse-url.ts'
import { WebhookEndpointRef } from '../schemas/refs.ts'
import { ENDPOINT_SETTINGS, EndpointIfMatch, EndpointParams, endpointIdOf } from '../schemas/webhook-endpoint-schema.ts'

const schema = {
  operationId: 'editWebhookEndpoint',
  summary: 'Change a webhook endpoint',
  description: 'What is left out stays; lists are replaced whole. At a new address consent is asked again, and events are held until it is given. What was published before the change goes out as it was.',
  tags: ['webhooks'],
  consumes: ['application/json', 'application/merge-patch+json'],
  params: EndpointParams,
  headers: Type.Object(EndpointIfMatch),
  body: Type.Partial(Type.Object(ENDPOINT_SETTINGS), { additionalProperties: false, minProperties: 1 }),
  response: { 200: WebhookEndpointRef }
}

export const editWebhookEndpoint: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { webhooks, checkUrl }) => {
  app.patch('/webhook-endpoints/:endpointId', { schema, config: { roles: WEBHOOK_ROLES, refusals: [412, 428] } }, async (request, reply) => {
    const { identity, body: change } = request
    const [endpointId, scope, ifVersion] = [endpointIdOf(request), endpointScopeOf(identity), ifMatch(request)]
    refuseUrl(checkUrl, change.url)
    if (ifVersion === undefined) {
      await findEndpoint(webhooks, endpointId, scope) // 404 comes before 428
      throw new RequestError('precondition_required', 'Send If-Match with the ETag of the endpoint as you read it.')
    }
    const endpoint = await updateEndpoint(webhooks, endpointId, {
      ...scope, ifVersion, change, refuse: (before) => { refusePersonalScope(identity, change, before) }
    })
    reply.header('etag', etag(endpoint.version))
    return endpoint
  })
}
