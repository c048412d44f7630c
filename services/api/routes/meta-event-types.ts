import { Type } from 'typebox'
import { ENDPOINT_MESSAGES, EVENTS, EVENT_TYPES, type EndpointMessageType, type EventType } from '../../orders/events/event-catalogue.ts'
import { eventSchema } from '../../orders/events/event-schemas.ts'
import { TextSchema } from '../schemas/text-schema.ts'

const TYPES = [...EVENT_TYPES, ...Object.keys(ENDPOINT_MESSAGES) as EndpointMessageType[]]

/** An event type as people and programs want to know it. */
export const EventTypeEntry = Type.Object({
  type: Type.Enum(TYPES),
  says: TextSchema,
  subscribable: Type.Boolean({ description: 'An endpoint may ask for it; what is not is sent to every endpoint that it is about' }),
  schema: Type.Object({}, { additionalProperties: true, description: 'JSON Schema of what is sent' })
}, { additionalProperties: false })

export const EVENT_TYPE_ENTRIES = TYPES.map((type) => ({
  type, says: wordsOf(type), subscribable: EVENT_TYPES.includes(type as EventType), schema: eventSchema(type)
}))

function wordsOf (type: EventType | EndpointMessageType) {
  return type in EVENTS ? EVENTS[type as EventType].says : ENDPOINT_MESSAGES[type as EndpointMessageType]
}
