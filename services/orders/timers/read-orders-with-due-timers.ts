import { sql } from 'kysely'
import { prepare } from '../../platform/prepared.ts'
import { openTaskOfOrder, timersOfOrder } from '../read-order.ts'
import type { MotionRow } from '../stored-order.ts'

/** The sealed findings come along unopened: hardly any deadline touches them. */
export type DueRow = MotionRow & { findings: Buffer | null }

/**
 * The orders of the deadlines that have been due longest, without their content. `except` are orders to pass by.
 *
 * The first select walks the index from its begin and stops after `limit` entries, however many deadlines there are. Each order is
 * then looked up by its key: `offset 0` keeps PostgreSQL, which does not know the limit when it plans, from reading every order.
 */
export const readOrdersWithDueTimers = prepare<{ now: string, except: string[], limit: number }, DueRow>(
  'read_orders_with_due_timers', ({ now, except, limit }) => sql`
  with due as materialized (
    select t.order_id from order_timer t
    where t.due_at <= ${now} and t.order_id <> all(${except}::uuid[])
    order by t.due_at limit ${limit})
  select found.*
  from (select distinct order_id from due) d cross join lateral (
    select o.id, o.state, o.context, o.machine_version, o.province, o.version, o.created_at, o.updated_at, o.findings,
      ${timersOfOrder} as timers, ${openTaskOfOrder} as task
    from filing_order o where o.id = d.order_id offset 0) found`)
