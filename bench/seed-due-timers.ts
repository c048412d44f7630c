import { sql, type Kysely } from 'kysely'
import type { OrdersDatabase } from '../services/orders/order-tables.ts'
import type { OrdersDeps } from '../services/orders/orders-deps.ts'
import { seedOrders } from './seed-orders.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const TEMPLATES = 64
/** Companies that have no other order here. */
const FIRST_COMPANY = 1_000_000
/** Of five orders two have been idle for weeks, so that three reminders and the expiry are due; of the others one reminder is. */
const IDLE_FOR_WEEKS_MS = 47 * DAY_MS
const IDLE_FOR_A_WEEK_MS = 8 * DAY_MS
const DUE_OF_FIVE_ORDERS = 2 * 4 + 3 * 1

/**
 * Leaves about `timers` deadlines due, as after an outage, and answers how many. A few orders are placed, and the rest are
 * copies of their rows: of the same size, with a content that nobody could open. A deadline never opens it.
 */
export async function seedDueTimers (deps: OrdersDeps, timers: number): Promise<number> {
  const { db } = deps
  const now = Date.now()
  const fives = Math.ceil(timers / DUE_OF_FIVE_ORDERS)
  const templates = await seedOrders({ ...deps, now: () => new Date(now) }, TEMPLATES, FIRST_COMPANY)
  await copyOrders(db, templates, fives * 2, IDLE_FOR_WEEKS_MS)
  await copyOrders(db, templates, fives * 3, IDLE_FOR_A_WEEK_MS)
  await sql`vacuum analyze`.execute(db)
  const { count } = await db.selectFrom('order_timer').select(({ fn }) => fn.countAll<string>().as('count'))
    .where('due_at', '<=', new Date(now)).executeTakeFirstOrThrow()
  return Number(count)
}

/** Each a little older than the one before, so that their deadlines lie side by side and not on top of each other. */
async function copyOrders (db: Kysely<OrdersDatabase>, templates: string[], count: number, ageMs: number): Promise<void> {
  await sql`
    with
      twin as materialized (
      select gen_random_uuid() as id, n, (${templates}::uuid[])[1 + n % ${templates.length}::integer] as template,
        (${ageMs}::double precision + n % 86400 * 1000) * interval '1 millisecond' as age
      from generate_series(1, ${count}::integer) n),
      placed as (
      insert into filing_order
      select (jsonb_populate_record(o, jsonb_build_object('id', t.id, 'number', 'B' || t.age || '-' || t.n,
        'created_at', o.created_at - t.age, 'updated_at', o.updated_at - t.age))).*
      from twin t join filing_order o on o.id = t.template),
      recorded as (
      insert into order_history
      select (jsonb_populate_record(h, jsonb_build_object('order_id', t.id, 'at', h.at - t.age))).*
      from twin t join order_history h on h.order_id = t.template),
      claimed as (
      insert into order_claim
      select (jsonb_populate_record(k, jsonb_build_object('order_id', t.id, 'key', '\\x' || encode(sha256(k.key || uuid_send(t.id)), 'hex')))).*
      from twin t join order_claim k on k.order_id = t.template)
    insert into order_timer
    select t.id, d.name, d.due_at - t.age from twin t join order_timer d on d.order_id = t.template`.execute(db)
}
