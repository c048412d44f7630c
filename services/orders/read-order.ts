import { sql, type Kysely } from 'kysely'
import type { Selectable } from 'kysely'
import { prepare } from '../platform/prepared.ts'
import type { FilingOrderTable, IdempotencyRecordTable, OrdersDatabase } from './order-tables.ts'
import type { Deadline, OpenTask } from './stored-order.ts'

export type OrderRow = Selectable<FilingOrderTable> & { timers: Deadline[] | null, task: OpenTask | null }

type Known = Pick<Selectable<IdempotencyRecordTable>, 'request_hash' | 'status' | 'answer' | 'order_id'>
export type RowForChange = OrderRow & { cause_version: number | null } & { [K in keyof Known as `known_${K}`]: Known[K] | null }

/** The first of the two round trips of a command: all that deciding needs. */
export const readOrderForChange = prepare<
  { orderId: string, caller: string | null, key: string | null, causeId: string | null }, RowForChange
>('read_order_for_change', ({ orderId, caller, key, causeId }, db: Kysely<OrdersDatabase>) => db
  .selectFrom('filing_order as o')
  .leftJoin('idempotency_record as known', (join) => join
    .on('known.caller', '=', caller as string).on('known.key', '=', key as string))
  .selectAll('o')
  .select(['known.request_hash as known_request_hash', 'known.status as known_status', 'known.answer as known_answer', 'known.order_id as known_order_id'])
  .select([timersOfOrder.as('timers'), openTaskOfOrder.as('task')])
  .select((eb) => eb.selectFrom('order_history as h').select('h.version')
    .whereRef('h.order_id', '=', 'o.id').where('h.cause_id', '=', causeId as string).as('cause_version'))
  .where('o.id', '=', orderId))

/** One order for reading. */
export const readOrder = prepare<{ orderId: string }, OrderRow>('read_order', ({ orderId }, db: Kysely<OrdersDatabase>) => db
  .selectFrom('filing_order as o')
  .selectAll('o')
  .select([timersOfOrder.as('timers'), openTaskOfOrder.as('task')])
  .where('o.id', '=', orderId))

const ISO = sql.lit('YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')

export const timersOfOrder = sql<Deadline[] | null>`(
  select json_agg(json_build_object('name', t.name, 'dueAt', to_char(t.due_at at time zone 'UTC', ${ISO})) order by t.due_at)
  from order_timer t where t.order_id = o.id)`

export const openTaskOfOrder = sql<OpenTask | null>`(
  select json_build_object('id', t.id, 'dueAt', to_char(t.due_at at time zone 'UTC', ${ISO}), 'assignee', t.assignee, 'leaseToken', t.lease_token,
    'leaseExpiresAt', to_char(t.lease_expires_at at time zone 'UTC', ${ISO}))
  from review_task t where t.order_id = o.id and t.state = 'open')`
