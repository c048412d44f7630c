import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { rotateSecret } from '../../webhooks/endpoints/rotate-secret.ts'
import { answerOnce } from '../answer-once.ts'
import type { ApiDeps } from '../api-deps.ts'
import { emptyBody } from '../empty-body.ts'
import { endpointAsRead } from '../identity/endpoint-as-read.ts'
import { WEBHOOK_ROLES } from '../identity/endpoint-scope-of.ts'
import { etag } from '../if-match.ts'
import { WebhookEndpointWithSecretRef } from '../schemas/refs.ts'
import { EndpointCommandHeaders, EndpointParams, endpointIdOf } from '../schemas/webhook-endpoint-schema.ts'

const DAY_S = 24 * 60 * 60

const schema = {
  operationId: 'rotateWebhookSecret',
  summary: 'Make a new secret',
  description: 'And a new key pair. Those that have signed until now sign along for a while, so that a receiver can change over without losing a message. The answer shows the new secret, once.',
  tags: ['webhooks'],
  params: EndpointParams,
  headers: EndpointCommandHeaders,
  body: Type.Object({
    overlapSeconds: Type.Optional(Type.Integer({
      minimum: 0, maximum: 7 * DAY_S, default: DAY_S, description: 'How long the old ones sign along; 0 when one has become known: it ends at once'
    }))
  }, { additionalProperties: false, description: 'May be left out' }),
  response: { 200: WebhookEndpointWithSecretRef }
}

export const rotateWebhookSecret: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  const options = { schema, config: { roles: WEBHOOK_ROLES, refusals: [409, 412, 422] }, preValidation: emptyBody }
  app.post('/webhook-endpoints/:endpointId/rotate-secret', options, async (request, reply) => {
    const { body: { overlapSeconds = DAY_S } } = request
    const headersOf = ({ version }: { version: number }) => ({ etag: etag(version), 'cache-control': 'no-store' })
    return await answerOnce(request, reply, deps, { status: 200, headersOf }, async (alsoCommit) =>
      await rotateSecret(deps.webhooks, endpointIdOf(request), { ...endpointAsRead(request), overlapSeconds }, alsoCommit))
  })
}
