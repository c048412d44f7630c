import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { redeliver } from '../../webhooks/deliveries/redeliver.ts'
import { answerOnce } from '../answer-once.ts'
import type { ApiDeps } from '../api-deps.ts'
import { emptyBody } from '../empty-body.ts'
import { endpointScopeOf, WEBHOOK_ROLES } from '../identity/endpoint-scope-of.ts'
import { IdempotencyHeader } from '../schemas/command-schemas.ts'
import { DeliveryParams, deliveryIdOf, WebhookDeliveryDetailsSchema } from '../schemas/webhook-delivery-schema.ts'

const schema = {
  operationId: 'redeliverWebhook',
  summary: 'Send a delivery once more',
  description: 'Whatever became of it: the same text under the same `webhook-id`, by which a receiver knows it. One that waits for its next try is tried at once.',
  tags: ['webhooks'],
  params: DeliveryParams,
  headers: Type.Object(IdempotencyHeader),
  body: Type.Object({}, { additionalProperties: false, description: 'May be left out' }),
  response: { 202: WebhookDeliveryDetailsSchema }
}

export const redeliverWebhook: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  const options = { schema, config: { roles: WEBHOOK_ROLES, refusals: [409, 410, 422] }, preValidation: emptyBody }
  app.post('/webhook-deliveries/:deliveryId/redeliver', options, async (request, reply) =>
    await answerOnce(request, reply, deps, { status: 202 }, async (alsoCommit) =>
      await redeliver(deps.webhooks, deliveryIdOf(request), endpointScopeOf(request.identity), alsoCommit)))
}
