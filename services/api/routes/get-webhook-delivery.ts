import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findDelivery } from '../../webhooks/deliveries/find-deliveries.ts'
import type { ApiDeps } from '../api-deps.ts'
import { endpointScopeOf, WEBHOOK_ROLES } from '../identity/endpoint-scope-of.ts'
import { DeliveryParams, deliveryIdOf, WebhookDeliveryDetailsSchema } from '../schemas/webhook-delivery-schema.ts'

const schema = {
  operationId: 'getWebhookDelivery',
  summary: 'Read a webhook delivery with all its tries',
  description: 'What was sent, what came back and how long it took: answers bounded to 4 KiB, without signatures and cookies.',
  tags: ['webhooks'],
  params: DeliveryParams,
  response: { 200: WebhookDeliveryDetailsSchema }
}

export const getWebhookDelivery: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { webhooks }) => {
  app.get('/webhook-deliveries/:deliveryId', { schema, config: { roles: WEBHOOK_ROLES } }, async (request) =>
    await findDelivery(webhooks, deliveryIdOf(request), endpointScopeOf(request.identity)))
}
