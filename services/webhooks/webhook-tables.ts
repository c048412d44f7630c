import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { PublishedEventTable } from '../orders/order-tables.ts'

/** Row types, spelled as in the database. `bytea` columns called secret, body and answer are sealed under the id of their row. */

type Moment = ColumnType<Date, string | Date, string | Date>

export type WebhookEndpointTable = {
  id: string
  /** Null: the provider's own, which hears of all accounts. */
  account_id: string | null
  created_by: string
  url: string
  description: string
  event_types: string[]
  provinces: string[]
  personal_data: boolean
  max_per_second: number | null
  state: 'verifying' | 'active' | 'failing' | 'disabled'
  context: JSONColumnType<object, string, string>
  machine_version: number
  version: number
  /** It asked to be left alone until then. */
  paused_until: Moment | null
  created_at: Moment
  updated_at: Moment
}

export type WebhookSecretTable = {
  id: string
  endpoint_id: string
  scheme: 'v1' | 'v1a'
  secret: Buffer
  public_key: string | null
  created_at: Moment
  expires_at: Moment | null
}

export type WebhookEndpointTimerTable = { endpoint_id: string, name: string, due_at: Moment }

/** `pending` until it has ended: while there is a flight of it, it is in the queue or being sent. */
export type DeliveryState = 'held' | 'pending' | 'delivered' | 'failed' | 'discarded'

export type WebhookDeliveryTable = {
  id: string
  endpoint_id: string
  purpose: 'event' | 'verification' | 'test'
  message_id: string
  event_type: string
  stream: string
  order_id: string | null
  sequence: number
  previous_sequence: number | null
  body: Buffer
  state: DeliveryState
  tries: number
  attempts: number
  /** Sent again by a recovery: after what is new. */
  bulk: Generated<boolean>
  last_status: number | null
  last_outcome: string | null
  created_at: Moment
  due_at: Moment
  finished_at: Moment | null
  /** Its text says nothing of an erased order any more. */
  erased_at: Moment | null
}

/** A delivery that was given to the queue, or is being sent. In real time. */
export type WebhookFlightTable = {
  delivery_id: string
  endpoint_id: string
  queued_at: Moment
  /** Null: it waits in the queue. */
  sending_since: Moment | null
}

/** The last event of a stream that was meant for an endpoint. */
export type WebhookStreamTable = { endpoint_id: string, stream: string, last_sequence: number }

export type WebhookAttemptTable = {
  id: string
  delivery_id: string
  endpoint_id: string
  number: number
  started_at: Moment
  outcome: string
  status: number | null
  duration_ms: number
  request_headers: JSONColumnType<Record<string, string>, string, string>
  answer: Buffer | null
  retry_at: Moment | null
}

export type WebhooksDatabase = {
  published_event: PublishedEventTable
  webhook_endpoint: WebhookEndpointTable
  webhook_secret: WebhookSecretTable
  webhook_endpoint_timer: WebhookEndpointTimerTable
  webhook_delivery: WebhookDeliveryTable
  webhook_flight: WebhookFlightTable
  webhook_stream: WebhookStreamTable
  webhook_attempt: WebhookAttemptTable
}
