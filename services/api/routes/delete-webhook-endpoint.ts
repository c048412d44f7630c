import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { deleteEndpoint } from '../../webhooks/endpoints/delete-endpoint.ts'
import type { ApiDeps } from '../api-deps.ts'
import { endpointAsRead } from '../identity/endpoint-as-read.ts'
import { WEBHOOK_ROLES } from '../identity/endpoint-scope-of.ts'
import { EndpointIfMatch, EndpointParams, endpointIdOf } from '../schemas/webhook-endpoint-schema.ts'

const schema = {
  operationId: 'deleteWebhookEndpoint',
  summary: 'Delete a webhook endpoint for good',
  description: 'With its secrets, its delivery log, and whatever it has not been sent. To keep these, disable it.',
  tags: ['webhooks'],
  params: EndpointParams,
  headers: Type.Object(EndpointIfMatch),
  response: { 204: Type.Null({ description: 'Deleted' }) }
}

export const deleteWebhookEndpoint: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { webhooks }) => {
  app.delete('/webhook-endpoints/:endpointId', { schema, config: { roles: WEBHOOK_ROLES, refusals: [412] } }, async (request, reply) => {
    await deleteEndpoint(webhooks, endpointIdOf(request), endpointAsRead(request))
    return reply.code(204).send(null)
  })
}
