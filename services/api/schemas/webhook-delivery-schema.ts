import { Type } from 'typebox'
import { nullable } from '../../platform/nullable.ts'
import { deliveryNotFound, type DeliveryViewState } from '../../webhooks/deliveries/find-deliveries.ts'
import { idInPath } from './id-in-path.ts'
import { MomentSchema } from './text-schema.ts'

export const DeliveryParams = Type.Object({ deliveryId: Type.String({ description: 'Id of the delivery, a UUID' }) })

export function deliveryIdOf ({ params: { deliveryId } }: { params: { deliveryId: string } }): string {
  return idInPath(deliveryId, deliveryNotFound)
}

const STATES: Record<DeliveryViewState, true> = {
  held: true, pending: true, queued: true, sending: true, delivered: true, failed: true, discarded: true
}

export const DeliveryStateSchema = Type.Enum(Object.keys(STATES) as DeliveryViewState[], {
  description: '`held`: the endpoint is off; `recover` sends it. `pending`: at `nextTryAt`. `failed`: its last try is over. `discarded`: nobody waits for it any more'
})

const Outcome = nullable(Type.String({
  description: 'In a word: `delivered`, `gone` (410), `redirected`, `busy` (429, 502 to 504), `refused` (other 4xx), `failed` (other 5xx), or why no answer came: `connect_timeout`, `tls_failed`, `address_refused`, …'
}))
const Status = nullable(Type.Integer({ description: 'Of HTTP, also where the answer did not end in time; null: none came' }))

const DELIVERY = {
  id: Type.String({ format: 'uuid' }),
  endpointId: Type.String({ format: 'uuid' }),
  messageId: Type.String({ format: 'uuid', description: 'The `webhook-id`: of the event, the same however often it is sent' }),
  purpose: Type.Enum(['event', 'verification', 'test']),
  eventType: Type.String({ examples: ['order.completed'] }),
  orderId: nullable(Type.String({ format: 'uuid' })),
  sequence: Type.Integer(),
  previousSequence: nullable(Type.Integer()),
  state: DeliveryStateSchema,
  attempts: Type.Integer({ description: 'Tries so far' }),
  lastStatus: Status,
  lastOutcome: Outcome,
  createdAt: MomentSchema,
  nextTryAt: nullable(MomentSchema),
  finishedAt: nullable(MomentSchema)
}

const headers = Type.Record(Type.String(), Type.String())

const Try = Type.Object({
  number: Type.Integer(),
  startedAt: MomentSchema,
  outcome: Type.String(),
  status: Status,
  durationMs: Type.Integer(),
  requestHeaders: headers,
  response: nullable(Type.Object({
    headers, body: Type.String({ description: 'Its first 4 KiB' }), truncated: Type.Boolean()
  }, { additionalProperties: false })),
  failure: nullable(Type.String({ description: 'Why no answer came, for whoever can mend it' })),
  retryAt: nullable(MomentSchema)
}, { additionalProperties: false })

export const WebhookDeliverySchema = Type.Object(DELIVERY, { additionalProperties: false, description: 'One event, or message, to one endpoint' })

export const WebhookDeliveryDetailsSchema = Type.Object({
  ...DELIVERY,
  payload: nullable(Type.Object({}, { additionalProperties: true, description: 'What was signed and sent, without `data.personal`; null: erased with the content of its order' })),
  tries: Type.Array(Try)
}, { additionalProperties: false, description: 'With all its tries' })
