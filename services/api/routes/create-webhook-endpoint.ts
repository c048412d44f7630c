import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { createEndpoint } from '../../webhooks/endpoints/create-endpoint.ts'
import { answerOnce } from '../answer-once.ts'
import type { ApiDeps } from '../api-deps.ts'
import { accountSpokenFor } from '../identity/account-spoken-for.ts'
import { WEBHOOK_ROLES } from '../identity/endpoint-scope-of.ts'
import { refusePersonalScope } from '../identity/refuse-personal-scope.ts'
import { etag } from '../if-match.ts'
import { refuseUrl } from '../refuse-url.ts'
import { IdempotencyHeader } from '../schemas/command-schemas.ts'
import { WebhookEndpointWithSecretRef } from '../schemas/refs.ts'
import { line } from '../schemas/text-schema.ts'
import { ENDPOINT_SETTINGS } from '../schemas/webhook-endpoint-schema.ts'

const { url, ...others } = ENDPOINT_SETTINGS

const schema = {
  operationId: 'createWebhookEndpoint',
  summary: 'Have events sent to an address',
  description: 'Before the first event its receiver is asked for consent: a signed `webhook.verification` that has to be answered 2xx. What happens meanwhile is held, and sent afterwards. The answer shows the secret, once.',
  tags: ['webhooks'],
  headers: Type.Object(IdempotencyHeader),
  body: Type.Object({
    url,
    ...Type.Partial(Type.Object(others)).properties,
    accountId: Type.Optional(line(128, 'Whose events: for admins and integrators, who leave it out for the events of all accounts; an applicant\'s is in the token'))
  }, { additionalProperties: false }),
  response: { 201: WebhookEndpointWithSecretRef }
}

export const createWebhookEndpoint: FastifyPluginAsyncTypebox<ApiDeps> = async (app, deps) => {
  app.post('/webhook-endpoints', { schema, config: { roles: WEBHOOK_ROLES, refusals: [409, 422] } }, async (request, reply) => {
    const { identity, body: { accountId: named, ...settings } } = request
    const accountId = accountSpokenFor(identity, named) ?? null
    refusePersonalScope(identity, settings)
    refuseUrl(deps.checkUrl, settings.url)
    const headersOf = ({ id, version }: { id: string, version: number }) => ({
      etag: etag(version), location: `/v1/webhook-endpoints/${id}`, 'cache-control': 'no-store'
    })
    return await answerOnce(request, reply, deps, { status: 201, headersOf }, async (alsoCommit) => await createEndpoint(deps.webhooks, {
      ...UNLESS_SAID, ...settings, accountId, createdBy: identity.subject
    }, alsoCommit))
  })
}

const UNLESS_SAID = { description: '', eventTypes: [], provinces: [], personalData: false, maxPerSecond: null }
