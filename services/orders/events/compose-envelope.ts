import type { Selectable } from 'kysely'
import type { PublishedEventTable } from '../order-tables.ts'
import type { PersonalPart } from './compose-event.ts'
import type { EndpointMessageType, EventType } from './event-catalogue.ts'

/** What a webhook carries and GET /v1/events answers: DESIGN.md section 6. */
export type Envelope<Type extends string = EventType | EndpointMessageType> = {
  id: string
  type: Type
  occurredAt: string
  orderId: string | null
  sequence: number
  previousSequence: number | null
  data: object
}

type Told = Pick<Selectable<PublishedEventTable>, 'id' | 'type' | 'order_id' | 'occurred_at' | 'data'> & { sequence: number }

/** `personal` only for whoever may have it. */
export function composeEnvelope (event: Told, previousSequence: number | null, personal?: PersonalPart): Envelope<EventType> {
  return {
    id: event.id,
    type: event.type,
    occurredAt: event.occurred_at.toISOString(),
    orderId: event.order_id,
    sequence: event.sequence,
    previousSequence,
    data: personal === undefined ? event.data : { ...event.data, personal }
  }
}
