import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { ENDPOINT_MESSAGES, EVENT_TYPES } from '../../orders/events/event-catalogue.ts'
import { findDeliveries } from '../../webhooks/deliveries/find-deliveries.ts'
import type { ApiDeps } from '../api-deps.ts'
import { pageOfRows, readCursor, UUID_CURSOR } from '../cursor.ts'
import { endpointScopeOf, WEBHOOK_ROLES } from '../identity/endpoint-scope-of.ts'
import { PAGE_QUERY, pageOf } from '../schemas/page-schema.ts'
import { givenUuid } from '../schemas/text-schema.ts'
import { DeliveryStateSchema, WebhookDeliverySchema } from '../schemas/webhook-delivery-schema.ts'

const schema = {
  operationId: 'listWebhookDeliveries',
  summary: 'List webhook deliveries, newest first',
  description: 'The log of what was sent, is to be sent, or is held. Kept as long as events are.',
  tags: ['webhooks'],
  querystring: Type.Object({
    ...PAGE_QUERY,
    endpointId: Type.Optional(givenUuid('To one endpoint')),
    orderId: Type.Optional(givenUuid('About one order')),
    eventType: Type.Optional(Type.Enum([...EVENT_TYPES, ...Object.keys(ENDPOINT_MESSAGES)])),
    state: Type.Optional(DeliveryStateSchema)
  }, { additionalProperties: false }),
  response: { 200: pageOf(WebhookDeliverySchema) }
}

export const listWebhookDeliveries: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { webhooks }) => {
  app.get('/webhook-deliveries', { schema, config: { roles: WEBHOOK_ROLES } }, async ({ query: { cursor, limit = 20, ...filter }, identity }) => {
    const afterId = readCursor(cursor, UUID_CURSOR)?.[0]
    const rows = await findDeliveries(webhooks, {
      ...filter, ...endpointScopeOf(identity), limit: limit + 1, ...afterId !== undefined && { afterId }
    })
    return pageOfRows(rows, limit, ({ id }) => id)
  })
}
