import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findDelivery } from '../../webhooks/deliveries/find-deliveries.ts'
import { redeliver } from '../../webhooks/deliveries/redeliver.ts'
import type { ApiDeps } from '../api-deps.ts'
import { emptyBody } from '../empty-body.ts'
import { endpointScopeOf, WEBHOOK_ROLES } from '../identity/endpoint-scope-of.ts'
import { DeliveryParams, deliveryIdOf, WebhookDeliveryDetailsSchema } from '../schemas/webhook-delivery-schema.ts'

const schema = {
  operationId: 'redeliverWebhook',
  summary: 'Send a delivery once more',
  description: 'Whatever became of it: the same text under the same `webhook-id`, by which a receiver knows it. One that waits for its next try is tried at once.',
  tags: ['webhooks'],
  params: DeliveryParams,
  body: Type.Object({}, { additionalProperties: false, description: 'May be left out' }),
  response: { 202: WebhookDeliveryDetailsSchema }
}

export const redeliverWebhook: FastifyPluginAsyncTypebox<ApiDeps> = async (app, { webhooks }) => {
  const options = { schema, config: { roles: WEBHOOK_ROLES, refusals: [409, 410] }, preValidation: emptyBody }
  app.post('/webhook-deliveries/:deliveryId/redeliver', options, async (request, reply) => {
    const [id, scope] = [deliveryIdOf(request), endpointScopeOf(request.identity)]
    await redeliver(webhooks, id, scope)
    return reply.code(202).send(await findDelivery(webhooks, id, scope))
  })
}
