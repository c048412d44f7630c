import { Type } from 'typebox'
import type { DisabledReason } from '../../../machines/webhook-endpoint/endpoint-context.ts'
import { ENDPOINT_STATES, type EndpointState } from '../../../machines/webhook-endpoint/endpoint-states.ts'
import { EVENT_TYPES } from '../../orders/events/event-catalogue.ts'
import { provinces } from '../../rules/code-lists.ts'
import { endpointNotFound } from '../../webhooks/endpoints/lock-endpoint.ts'
import { nullable } from '../../platform/nullable.ts'
import { IdempotencyHeader } from './command-schemas.ts'
import { idInPath } from './id-in-path.ts'
import { ONE_LINE } from './patterns.ts'
import { MomentSchema, TextSchema } from './text-schema.ts'

export const EndpointParams = Type.Object({ endpointId: Type.String({ description: 'Id of the webhook endpoint, a UUID' }) })

export function endpointIdOf ({ params: { endpointId } }: { params: { endpointId: string } }): string {
  return idInPath(endpointId, endpointNotFound)
}

export const EndpointIfMatch = {
  'If-Match': Type.Optional(Type.String({
    pattern: '^"[!#-~]*"$', description: 'ETag of the endpoint as you read it; refused with 412 when it has changed', examples: ['"3"']
  }))
}

export const EndpointCommandHeaders = Type.Object({ ...IdempotencyHeader, ...EndpointIfMatch })

export const EndpointStateSchema = Type.Enum(Object.keys(ENDPOINT_STATES) as EndpointState[], {
  description: '`verifying`: its receiver has not consented yet. `failing`: deliveries fail, and go on. Events are held while it is `verifying` or `disabled`'
})

/** What its owner decides. */
export const ENDPOINT_SETTINGS = {
  url: Type.String({
    minLength: 1,
    maxLength: 2048,
    pattern: ONE_LINE,
    description: 'Where events are sent to. On the public internet and over https, unless the provider allows more; redirects are not followed',
    examples: ['https://hooks.example.com/beian']
  }),
  description: Type.String({ maxLength: 256, pattern: ONE_LINE, description: 'For people' }),
  eventTypes: Type.Array(Type.Enum(EVENT_TYPES), { uniqueItems: true, description: 'Which events; empty: all, also those that come to be' }),
  provinces: Type.Array(Type.Enum(provinces.map(({ code }) => code)), { uniqueItems: true, description: 'Of which provinces; empty: all' }),
  personalData: Type.Boolean({ description: 'Whether events say what names a person. For the account\'s own applicants and for admins' }),
  maxPerSecond: nullable(Type.Integer({ minimum: 1, maximum: 1000, description: 'How many requests a second it takes; null: as fast as it answers' }))
}

const ENDPOINT = {
  id: Type.String({ format: 'uuid' }),
  accountId: nullable(Type.String({ description: 'Null: the provider\'s own, which hears of all accounts' })),
  url: Type.String(),
  description: Type.String(),
  eventTypes: Type.Array(Type.String({ examples: ['order.completed'] }), { description: 'Empty: all' }),
  provinces: Type.Array(Type.String({ examples: ['guangdong'] }), { description: 'Empty: all' }),
  personalData: Type.Boolean(),
  maxPerSecond: nullable(Type.Integer()),
  state: EndpointStateSchema,
  label: TextSchema,
  disabledBecause: nullable(Type.Enum(['by_owner', 'failures', 'gone', 'unverified'] satisfies DisabledReason[], {
    description: '`gone`: it answered 410. `unverified`: it did not consent'
  })),
  failingSince: nullable(MomentSchema),
  warnings: Type.Integer({ description: 'Given since it began to fail' }),
  deadlines: Type.Array(Type.Object({
    name: Type.String({ examples: ['disable'] }), dueAt: MomentSchema
  }, { additionalProperties: false }), { description: 'What comes next when it goes on failing' }),
  publicKeys: Type.Array(Type.Object({
    publicKey: Type.String({ description: '`whpk_…`, for signatures `v1a` (Ed25519)' }),
    createdAt: MomentSchema,
    expiresAt: nullable(Type.String({ format: 'date-time', description: 'Until when it signs beside a newer one' }))
  }, { additionalProperties: false }), { description: 'Of all that sign now, newest first' }),
  version: Type.Integer({ description: 'The ETag, as a number' }),
  createdAt: MomentSchema,
  updatedAt: MomentSchema
}

export const WebhookEndpointSchema = Type.Object(ENDPOINT, {
  $id: 'WebhookEndpoint', additionalProperties: false, description: 'Where events are sent to'
})

export const WebhookEndpointWithSecretSchema = Type.Object({
  ...ENDPOINT,
  secret: Type.String({ description: '`whsec_…`, for signatures `v1` (HMAC-SHA256). Shown here and never again' })
}, { $id: 'WebhookEndpointWithSecret', additionalProperties: false, description: 'An endpoint with the secret that was made for it' })
