import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { OrderContext } from '../../machines/order/order-context.ts'
import type { OrderEffect } from '../../machines/order/order-effects.ts'
import type { OrderEvent } from '../../machines/order/order-events.ts'
import type { OrderState } from '../../machines/order/order-states.ts'
import type { OrderType, RegistryChange } from '../../machines/order/order-types.ts'
import type { ClaimKind } from './claims/order-claims.ts'
import type { EventType } from './events/event-catalogue.ts'

/** Row types, spelled as in the database. `bytea` columns called content, findings, details and answer are sealed. */

type Json<T extends object> = JSONColumnType<T, string, string>
type Moment = ColumnType<Date, string | Date, string | Date>
type Counter = ColumnType<string, number | string, number | string>

export type FilingOrderTable = {
  id: string
  number: string
  account_id: string
  counterparty_account_id: string | null
  shared_with: string | null
  created_by: string
  external_reference: string | null
  order_type: OrderType
  province: string
  service_kind: string
  state: OrderState
  context: Json<OrderContext>
  machine_version: number
  version: number
  content: Buffer
  findings: Buffer | null
  certificate_key: Buffer
  subject_name: string | null
  domain: string | null
  subject_number: string | null
  created_at: Moment
  updated_at: Moment
}

export type OrderHistoryTable = {
  order_id: string
  version: number
  at: Moment
  actor_id: string | null
  actor_role: string
  event_type: string
  event: Json<OrderEvent | { type: 'create' }>
  from_state: OrderState | null
  to_state: OrderState
  attempt: number
  ignored: boolean
  cause_id: string | null
  request_id: string | null
  details: Buffer | null
}

export type OrderTimerTable = { order_id: string, name: string, due_at: Moment }

export type OutboxTable = {
  id: string
  order_id: string
  version: number
  kind: OrderEffect['type']
  payload: Json<object>
  status: 'pending' | 'queued' | 'done' | 'failed'
  /** The code of the refusal, when it failed. */
  note: string | null
  priority: Generated<EffectPriority>
  due_at: Moment
  queued_at: Moment | null
  times_queued: Generated<number>
  done_at: Moment | null
}

/** Interactive: somebody waits for it. Bulk: one of many that were asked for at once. */
export type EffectPriority = 'interactive' | 'bulk'

export type OrderClaimTable = { kind: ClaimKind, key: Buffer, order_id: string, shared_as: string | null }

export type ReviewTaskTable = {
  id: string
  order_id: string
  round: number
  state: 'open' | 'closed'
  province: string
  order_type: OrderType
  opened_at: Moment
  due_at: Moment
  closed_at: Moment | null
  assignee: string | null
  lease_token: string | null
  lease_expires_at: Moment | null
}

export type IdempotencyRecordTable = {
  caller: string
  key: string
  request_hash: Buffer
  order_id: string | null
  status: number
  answer: Buffer
  created_at: Moment
}

export type PersonalDataAccessTable = {
  id: Generated<string>
  order_id: string
  actor_id: string
  actor_role: string
  at: Moment
}

export type RegistryChangeTable = {
  id: string
  order_id: string
  order_version: number
  change: RegistryChange
  recorded_at: Moment
}

/** What is told to the world, in an order that never changes. Null position: not published yet, because it may be taken back. */
export type PublishedEventTable = {
  id: string
  type: EventType
  order_id: string | null
  filing: string | null
  stream: GeneratedAlways<string>
  order_version: number | null
  account_id: string | null
  province: string | null
  occurred_at: Moment
  data: Json<object>
  /** Sealed under the id of the row. */
  personal: Buffer | null
  due_at: Moment
  position: Counter | null
  sequence: number | null
  published_at: Moment | null
  erased_at: Moment | null
}

/** The last position that is not kept any more. */
export type EventRetentionTable = { only_row: Generated<boolean>, forgotten_to: Counter, forgotten_to_id: string | null }

/** How far an order, or a filing, has counted. */
export type EventStreamTable = { stream: string, last_sequence: number }

export type TestClockTable = { only_row: Generated<boolean>, offset_ms: Counter }

export type OrdersDatabase = {
  filing_order: FilingOrderTable
  order_history: OrderHistoryTable
  order_timer: OrderTimerTable
  outbox: OutboxTable
  order_claim: OrderClaimTable
  review_task: ReviewTaskTable
  idempotency_record: IdempotencyRecordTable
  personal_data_access: PersonalDataAccessTable
  registry_change: RegistryChangeTable
  published_event: PublishedEventTable
  event_retention: EventRetentionTable
  event_stream: EventStreamTable
  test_clock: TestClockTable
}
