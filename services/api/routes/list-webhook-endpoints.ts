import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findEndpoints } from '../../webhooks/endpoints/find-endpoints.ts'
import type { ApiDeps } from '../api-deps.ts'
import { pageOfRows, readCursor, UUID_CURSOR } from '../cursor.ts'
import { WEBHOOK_ROLES } from '../identity/endpoint-scope-of.ts'
import { PAGE_QUERY, pageOf } from '../schemas/page-schema.ts'
import { WebhookEndpointRef } from '../schemas/refs.ts'
import { line } from '../schemas/text-schema.ts'
import { EndpointStateSchema } from '../schemas/webhook-endpoint-schema.ts'

const schema = {
  operationId: 'listWebhookEndpoints',
  summary: 'List webhook endpoints, newest first',
  description: 'Those of the account; admins and integrators see all, and the provider\'s own.',
  tags: ['webhooks'],
  querystring: Type.Object({
    ...PAGE_QUERY,
    state: Type.Optional(EndpointStateSchema),
    accountId: Type.Optional(line(128, 'For admins and integrators'))
  }, { additionalProperties: false }),
  response: { 200: pageOf(WebhookEndpointRef) }
}

export const listWebhookEndpoints: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { webhooks }) => {
  app.get('/webhook-endpoints', { schema, config: { roles: WEBHOOK_ROLES } }, async ({ query, identity }) => {
    const { cursor, limit = 20, accountId: named, ...filter } = query
    const afterId = readCursor(cursor, UUID_CURSOR)?.[0]
    const accountId = identity.accountId ?? named
    if (named !== undefined && named !== accountId) return { data: [], nextCursor: null }
    const rows = await findEndpoints(webhooks, {
      ...filter, limit: limit + 1, ...accountId !== undefined && { accountId }, ...afterId !== undefined && { afterId }
    })
    return pageOfRows(rows, limit, ({ id }) => id)
  })
}
