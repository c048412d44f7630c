import { Type, type TSchema } from 'typebox'
import { ORDER_STATES, type OrderState } from '../../../machines/order/order-states.ts'
import { ORDER_TYPES, type OrderType, type RegistryChange } from '../../../machines/order/order-types.ts'
import { nullable } from '../../platform/nullable.ts'
import { ENDPOINT_MESSAGES, EVENTS, EVENT_TYPES, type EndpointMessageType, type EventType } from './event-catalogue.ts'

/** What events carry, as JSON Schema. A receiver ignores members that it does not know: new ones may come, none goes or changes. */

const closed = { additionalProperties: false } as const
const states = Object.keys(ORDER_STATES) as OrderState[]

const ORDER = {
  id: Type.String({ format: 'uuid' }),
  number: Type.String({ examples: ['BA2026112100000017'] }),
  accountId: Type.String(),
  externalReference: nullable(Type.String({ description: 'Yours, of when the order was placed' })),
  orderType: Type.Enum(Object.keys(ORDER_TYPES) as OrderType[]),
  serviceKind: Type.Enum(['website', 'app', 'mini_program', 'quick_app']),
  province: Type.String({ examples: ['guangdong'] }),
  subjectName: nullable(Type.String({ description: 'Of organisations; null for a natural person, who is never named here' })),
  domain: nullable(Type.String()),
  subjectNumber: nullable(Type.String({ description: 'The filing number of the subject (主体备案号)' })),
  serviceNumbers: Type.Array(Type.String(), { description: 'Those that this order brought (服务备案号)' }),
  state: Type.Enum(states, { description: 'After this event; not necessarily as you read it, later' }),
  version: Type.Integer({ description: 'Of the order, with this event' })
}

const Finding = Type.Object({
  field: nullable(Type.String({ description: 'Path of /v1/meta/fields; null: the whole order' })),
  code: Type.String({ examples: ['SITE_NAME_INVALID'] }),
  severity: Type.Enum(['reject', 'warn']),
  stage: Type.Enum(['rules', 'initial_review', 'bureau_queue', 'bureau'])
}, closed)

const Text = Type.Object({ zh: Type.String(), en: Type.String() }, closed)
const Words = { message: Text, suggestion: nullable(Text) }

const Personal = Type.Object({
  subjectName: nullable(Type.String({ description: 'Also of a natural person' })),
  reason: Type.Optional(Type.String({ description: 'What whoever did it wrote' })),
  findings: Type.Optional(Type.Array(Type.Object({ ...Finding.properties, ...Words }, closed), { description: 'With their words' }))
}, { ...closed, description: 'Only to endpoints with `personalData`' })

export const OrderEventData = Type.Object({
  order: Type.Object({
    ...ORDER,
    round: Type.Integer({ description: 'Initial reviews so far' }),
    attempt: Type.Integer({ description: 'Hand-overs to the bureau so far' })
  }, closed),
  from: nullable(Type.Enum(states, { description: 'The state before; null: there was none' })),
  cause: Type.String({ description: 'The request, the fact or the deadline that did it', examples: ['submit', 'bureau_accepted', 'sms_window'] }),
  actorRole: Type.String({ description: 'Who did it', examples: ['applicant', 'reviewer', 'bureau', 'system'] }),
  findings: Type.Array(Finding, { description: 'Those that are open now' }),
  assumed: Type.Optional(Type.Literal(true, { description: 'The SMS window ended without a return: nobody told us that all have verified' })),
  personal: Type.Optional(Personal)
}, closed)

const CHANGES: Record<RegistryChange, true> = {
  subject_and_service_added: true,
  service_added: true,
  access_added: true,
  subject_changed: true,
  service_changed: true,
  subject_and_service_changed: true,
  access_changed: true,
  subject_removed: true,
  service_removed: true,
  access_removed: true,
  filing_claimed: true,
  subject_moved: true,
  service_moved: true
}

export const FilingEventData = Type.Object({
  change: Type.Enum(Object.keys(CHANGES) as RegistryChange[], { description: 'What became of what is filed' }),
  order: Type.Object(ORDER, { ...closed, description: 'The order that brought it' })
}, closed)

export const FilingNoticeData = Type.Object({
  filing: Type.String({ description: 'The filing number' }),
  province: Type.String(),
  notice: Type.String({ description: 'What the bureau says, as a code' })
}, closed)

const DATA = { OrderEventData, FilingEventData, FilingNoticeData }
const MessageData = Type.Object({ endpointId: Type.String({ format: 'uuid' }) }, closed)

/** An event or a message of one type, as it is sent. */
export function eventSchema (type: EventType | EndpointMessageType) {
  const isEvent = (name: string): name is EventType => name in EVENTS
  return Type.Object(envelope(Type.Literal(type), isEvent(type) ? DATA[EVENTS[type].data] : MessageData), {
    ...closed, description: (isEvent(type) ? EVENTS[type].says : ENDPOINT_MESSAGES[type]).en
  })
}

/** Any event, for lists. */
export const AnyEvent = Type.Object(envelope(Type.Enum(EVENT_TYPES), Type.Object({}, {
  additionalProperties: true, description: 'By the type of the event: see /v1/meta/event-types'
})), closed)

function envelope<Name extends TSchema, Data extends TSchema> (type: Name, data: Data) {
  return {
    id: Type.String({ format: 'uuid', description: 'Of the event, however often it is sent: the `webhook-id`' }),
    type,
    occurredAt: Type.String({ format: 'date-time' }),
    orderId: nullable(Type.String({ format: 'uuid', description: 'Null for what concerns a filing and no order' })),
    sequence: Type.Integer({ minimum: 1, description: 'Counts the events of the order, or of the filing, without a gap' }),
    previousSequence: nullable(Type.Integer({
      description: 'Of the last event of this order that was meant for you; null: this is the first. Have you not seen it, you miss one'
    })),
    data
  }
}
