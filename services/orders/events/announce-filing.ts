import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { RegistryChange } from '../../../machines/order/order-types.ts'
import type { OrdersDatabase } from '../order-tables.ts'
import type { EventType } from './event-catalogue.ts'
import { orderPart } from './insert-events.ts'

const EVENT_OF_CHANGE: Record<RegistryChange, Extract<EventType, `filing.${string}`>> = {
  subject_and_service_added: 'filing.registered',
  service_added: 'filing.registered',
  access_added: 'filing.registered',
  filing_claimed: 'filing.registered',
  subject_changed: 'filing.changed',
  service_changed: 'filing.changed',
  subject_and_service_changed: 'filing.changed',
  access_changed: 'filing.changed',
  subject_moved: 'filing.changed',
  service_moved: 'filing.changed',
  subject_removed: 'filing.cancelled',
  service_removed: 'filing.cancelled',
  access_removed: 'filing.cancelled'
}

type Change = { orderId: string, version: number, change: RegistryChange, at: Date }

/** What a completed order does to what is filed, told in the order's own stream. Belongs into the transaction that records the change. */
export function announceChange (db: Kysely<OrdersDatabase>, { orderId, version, change, at }: Change) {
  return db.insertInto('published_event')
    .columns(['id', 'type', 'order_id', 'order_version', 'account_id', 'province', 'occurred_at', 'due_at', 'data'])
    .expression(({ selectFrom, val }) => selectFrom('filing_order as o').where('o.id', '=', orderId).select([
      val(randomUUIDv7()).as('id'), val(EVENT_OF_CHANGE[change]).as('type'), 'o.id as order_id', val(version).as('order_version'), 'o.account_id',
      'o.province', val(at).as('occurred_at'), val(at).as('due_at'),
      sql<object>`jsonb_build_object('change', ${change}::text, 'order', ${orderPart()} || jsonb_build_object(
        'state', o.state, 'version', ${version}::integer, 'serviceNumbers', coalesce(o.context #> '{filing,serviceNumbers}', '[]')))`.as('data')
    ]))
}

export type FilingNotice = {
  /** The filing number; events without an order count by it. */
  filing: string
  accountId: string | null
  province: string
  /** What the bureau says, as a code of the register; never a person's words. */
  notice: string
  at: Date
}

/** What the bureau has to say about a filing, whatever became of its order. Answers the id of the event. */
export async function announceNotice (
  db: Kysely<OrdersDatabase>, { filing, accountId, province, notice, at }: FilingNotice
): Promise<string> {
  const id = randomUUIDv7()
  await db.insertInto('published_event').values({
    id,
    type: 'filing.notice',
    filing,
    account_id: accountId,
    province,
    occurred_at: at,
    due_at: at,
    data: JSON.stringify({ filing, notice, province })
  }).execute()
  return id
}
