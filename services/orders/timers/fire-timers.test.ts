import t from 'tap'
import { CompiledQuery, sql } from 'kysely'
import { until } from '../../../tests/support/until.ts'
import { connectPostgres } from '../../platform/postgres.ts'
import { applyOrderEvent } from '../apply-order-event.ts'
import { findOrder } from '../find-orders.ts'
import { fireTimers, nextDeadline } from './fire-timers.ts'
import { fireTimersAlone } from './fire-timers-alone.ts'
import { foldDueTimers } from './fold-due-timers.ts'
import { findHistory } from '../history/order-history.ts'
import type { OrdersDatabase } from '../order-tables.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import { replayOrder } from '../history/replay-order.ts'
import { setTimersAside } from './set-timers-aside.ts'
import {
  apply, givenOrder, givenSubmittingOrder, pass, startOrders, submit, withdraw, type TestOrders
} from '../testing/start-orders.ts'

const DAY_MS = 24 * 60 * 60 * 1000

t.test('a draft is reminded three times and expires, each at its moment, also after a long outage', async (t) => {
  const orders = await startOrders(t)
  const { id, createdAt } = await givenOrder(orders)
  orders.advance(100 * DAY_MS)
  t.equal(await fireTimers(orders), 4)
  const order = await findOrder(orders, id)
  t.equal(order.state, 'expired')
  const rows = await findHistory(orders, order, 'applicant', { limit: 100 })
  const days = (at: string) => (Date.parse(at) - Date.parse(createdAt)) / DAY_MS
  t.strictSame(rows.slice(1).map(({ event, at }) => [event, days(at)]), [['reminder_1', 7], ['reminder_2', 15], ['reminder_3', 30], ['expiry', 45]])
  t.equal(await fireTimers(orders), 0, 'nothing is left')
  t.equal(await nextDeadline(orders), null)
})

t.test('two workers that look at once fire a deadline once', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  orders.advance(8 * DAY_MS)
  await Promise.all([fireTimers(orders), fireTimers(orders), fireTimers(orders)])
  t.equal((await findOrder(orders, id)).version, 2)
})

t.test('a withdrawal starts the idle clock anew', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  orders.advance(40 * DAY_MS)
  await fireTimers(orders)
  await apply(orders, id, submit)
  const { deadlines } = await apply(orders, id, withdraw)
  t.equal(deadlines.find(({ name }) => name === 'expiry')!.dueAt, new Date(orders.now().getTime() + 45 * DAY_MS).toISOString())
})

t.test('two workers that drain one backlog fire every deadline once, in order, and tell of each once', async (t) => {
  const orders = await startOrders(t)
  const another = connectPostgres<OrdersDatabase>({ url: orders.url, maxConnections: 4 })
  t.after(async () => await another.destroy())
  const placed = await Promise.all(Array.from({ length: 120 }, async (_, n) => await givenOrder(orders, n + 1)))
  orders.advance(100 * DAY_MS)
  const drain = async (deps: OrdersDeps) => {
    let fired = 0
    for (let now = await fireTimers(deps); now > 0; now = await fireTimers(deps)) fired += now
    return fired
  }
  const fired = await Promise.all([drain(orders), drain({ ...orders, db: another }), drain(orders)])
  t.equal(fired.reduce((sum, count) => sum + count), 120 * 4)
  for (const { id } of placed) {
    const { history, outbox, claims, timers } = await rowsOf(orders, id)
    t.strictSame(history.map(({ version, event_type: type }) => [version, type]), [
      [1, 'create'], [2, 'reminder_1'], [3, 'reminder_2'], [4, 'reminder_3'], [5, 'expiry']
    ])
    t.strictSame(outbox.map(({ version }) => version), [2, 3, 4, 5])
    t.strictSame([claims, timers], [[], []])
  }
})

t.test('firing many at once writes what firing one writes', async (t) => {
  const [together, alone] = [await givenEveryTimer(t), await givenEveryTimer(t)]
  while (await fireTimers(together.orders) > 0);
  for (const id of alone.ids) await fireAloneAsLongAsDue(alone.orders, id)
  for (const [index, id] of together.ids.entries()) {
    t.strictSame(await rowsOf(together.orders, id), await rowsOf(alone.orders, alone.ids[index]!))
    const { state, context } = await findOrder(together.orders, id)
    t.match(await replayOrder(together.orders, id), { state, context })
  }
})

t.test('an order that somebody changes meanwhile is looked at again, with what has become of it', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  await givenOrder(orders, 2)
  orders.advance(8 * DAY_MS)
  const holder = connectPostgres<OrdersDatabase>({ url: orders.url, maxConnections: 1 })
  t.after(async () => await holder.destroy())
  let fired: Promise<number> | undefined
  await holder.transaction().execute(async (trx) => {
    await trx.updateTable('filing_order').set({ version: 2 }).where('id', '=', id).execute()
    await trx.deleteFrom('order_timer').where('order_id', '=', id).where('name', '=', 'reminder_1').execute()
    fired = fireTimers(orders)
    await until(async () => await somebodyWaitsForALock(orders), { description: 'the batch waits for the row' })
  })
  t.equal(await fired, 1, 'the other order')
  t.equal(await fireTimers(orders), 0)
  t.equal((await findOrder(orders, id)).version, 2)
})

t.test('an order that cannot be decided is told of, passed by, and tried again after a while', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  const others = [await givenOrder(orders, 2), await givenOrder(orders, 3)]
  await orders.db.updateTable('filing_order').set({ state: sql`'known_to_a_newer_release'` }).where('id', '=', id).execute()
  orders.advance(8 * DAY_MS)
  const told: string[] = []
  let clock = 0
  const setAside = setTimersAside((orderId) => told.push(orderId), () => clock)
  t.equal(await fireTimers(orders, setAside), 2)
  t.equal(await fireTimers(orders, setAside), 0)
  t.strictSame(told, [id], 'told of once, and not looked at again')
  for (const other of others) t.equal((await findOrder(orders, other.id)).version, 2)
  clock += 60 * 60 * 1000
  await orders.db.updateTable('filing_order').set({ state: 'draft' }).where('id', '=', id).execute()
  t.equal(await fireTimers(orders, setAside), 1, 'its reminder is late and not lost')
})

t.test('where nobody may set an order aside, the fault is thrown once the others have fired', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  const other = await givenOrder(orders, 2)
  await orders.db.updateTable('filing_order').set({ state: sql`'known_to_a_newer_release'` }).where('id', '=', id).execute()
  orders.advance(8 * DAY_MS)
  await t.rejects(fireTimers(orders), TypeError)
  t.equal((await findOrder(orders, other.id)).version, 2)
})

t.test('an order whose rows the database refuses does not take the rest of its batch along', async (t) => {
  const orders = await startOrders(t)
  const placed = await Promise.all([1, 2, 3].map(async (n) => await givenOrder(orders, n)))
  const [, { id }] = placed as [unknown, { id: string }]
  orders.advance(8 * DAY_MS)
  await sql`insert into order_history select (jsonb_populate_record(h, '{"version": 2}')).* from order_history h where order_id = ${id}`.execute(orders.db)
  const told: unknown[] = []
  const setAside = setTimersAside((orderId, error) => told.push([orderId, (error as { constraint?: string }).constraint]))
  t.equal(await fireTimers(orders, setAside), 2)
  t.strictSame(told, [[id, 'order_history_pkey']])
  t.equal((await findOrder(orders, id)).version, 1)
})

t.test('findings keep their sealed words as they are while nothing about them changes', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  const sealed = async () => await orders.db.selectFrom('filing_order').select(['findings', 'content']).where('id', '=', id).executeTakeFirstOrThrow()
  await orders.db.updateTable('filing_order').set({ findings: orders.sealing.seal([], id) }).where('id', '=', id).execute()
  const before = await sealed()
  orders.advance(8 * DAY_MS)
  t.equal(await fireTimers(orders), 1)
  t.strictSame(await sealed(), before)
})

t.test('what is due is found at the begin of the index, however many deadlines there are', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  await sql`insert into order_timer select ${id}, 'filler_' || n, now() + n * interval '1 minute' from generate_series(1, 50000) n`.execute(orders.db)
  await sql`analyze order_timer`.execute(orders.db)
  orders.queries.length = 0
  await fireTimers(orders)
  const text = orders.queries.find((query) => query.includes('with due as'))!
  const { rows } = await orders.db.executeQuery<{ 'QUERY PLAN': string }>(CompiledQuery.raw(`explain ${text}`, [orders.now().toISOString(), [], 2000]))
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  t.match(plan, /Limit.*\n.*Index Scan using order_timers_due/)
  t.notMatch(plan, /Seq Scan on order_timer/)
})

/** Orders in every state that sets a deadline, all of them due. */
async function givenEveryTimer (t: Parameters<typeof startOrders>[0]) {
  const orders = await startOrders(t, { automaticHandOver: true })
  const draft = await givenOrder(orders)
  const inReview = await givenOrder(orders, 2)
  await apply(orders, inReview.id, submit)
  const passed = await givenOrder(orders, 3)
  await apply(orders, passed.id, submit)
  await pass(orders, passed.id)
  const atBureau = await givenSubmittingOrder(orders, 4)
  const at = orders.now().toISOString()
  await applyOrderEvent(orders, atBureau.id, { event: { type: 'bureau_accepted', at, causeId: 'a', attempt: 1 } })
  orders.advance(100 * DAY_MS)
  return { orders, ids: [draft, inReview, passed, atBureau].map(({ id }) => id) }
}

async function fireAloneAsLongAsDue (orders: TestOrders, id: string): Promise<void> {
  for (;;) {
    const firing = foldDueTimers(await findOrder(orders, id), orders.now().toISOString())
    if (firing.steps.length === 0) return
    t.match(await fireTimersAlone(orders, firing), { fired: firing.steps.length, troubled: [] })
  }
}

/** All that belongs to an order, but for what differs from one database to the next. */
async function rowsOf ({ db }: TestOrders, id: string) {
  const [order, history, timers, outbox, claims, tasks] = await Promise.all([
    db.selectFrom('filing_order')
      .select(['state', 'context', 'machine_version', 'version', 'subject_name', 'subject_number', 'updated_at', 'findings'])
      .where('id', '=', id).executeTakeFirstOrThrow(),
    db.selectFrom('order_history').selectAll().where('order_id', '=', id).orderBy('version').execute(),
    db.selectFrom('order_timer').select(['name', 'due_at']).where('order_id', '=', id).orderBy('name').execute(),
    db.selectFrom('outbox').select(['version', 'kind', 'payload', 'status', 'due_at']).where('order_id', '=', id)
      .orderBy('version').orderBy(sql`payload::text`).execute(),
    db.selectFrom('order_claim').select('kind').where('order_id', '=', id).orderBy('kind').execute(),
    db.selectFrom('review_task').select(['round', 'state', 'opened_at', 'due_at', 'closed_at', 'assignee']).where('order_id', '=', id)
      .orderBy('round').execute()
  ])
  const told = history.map(({ order_id: _, details, ...row }) => ({ ...row, details: details !== null }))
  return { order, history: told, timers, outbox, claims, tasks }
}

async function somebodyWaitsForALock ({ db }: TestOrders): Promise<boolean> {
  const { rows } = await sql`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`.execute(db)
  return rows.length > 0
}
