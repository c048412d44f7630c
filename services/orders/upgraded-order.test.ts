import t from 'tap'
import { sql } from 'kysely'
import { decide } from '../../machines/order/decide.ts'
import { MACHINE_VERSION } from '../../machines/order/order-machine.ts'
import { MACHINE_LINE, type MachineLine } from '../../machines/order/upcasters/upcast-order.ts'
import { fromVersion1 } from '../../machines/order/upcasters/from-version-1.ts'
import type { Golden, GoldenOrder } from '../../tests/golden/compose-golden.ts'
import { happening } from '../../tests/golden/golden-events.ts'
import { readGolden } from '../../tests/golden/golden-files.ts'
import { connectPostgres } from '../platform/postgres.ts'
import { createKeyRing, createSealing } from '../platform/sealing.ts'
import { commitChange } from './commit-change.ts'
import { composeCommit } from './compose-commit.ts'
import { composeTimerRows, type DueOrder } from './timers/compose-timer-rows.ts'
import { findOrder, findOrders } from './find-orders.ts'
import { fireTimers } from './timers/fire-timers.ts'
import { fireTimersAlone } from './timers/fire-timers-alone.ts'
import { foldDueTimers } from './timers/fold-due-timers.ts'
import { nextOrder } from './next-order.ts'
import type { OrdersDatabase } from './order-tables.ts'
import { readOrder } from './read-order.ts'
import { replayOrder } from './history/replay-order.ts'
import { openOrderInMotion, openStoredOrder } from './stored-order.ts'
import { APPLICANT, apply, givenOrder, startOrders, submit, withdraw, type TestOrders } from './testing/start-orders.ts'
import { setTimersAside } from './timers/set-timers-aside.ts'
import { writeFiredTimers } from './timers/write-fired-timers.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const VERSION_1: Golden = readGolden(1)!
const goldenOrder = (name: string) => VERSION_1.orders.find((order) => order.name === name)!
const begun = goldenOrder('huawei, first_filing: begun')

/** An order with its history, as the release of machine version 1 left it. */
async function givenOrderOfVersion1 (orders: TestOrders, golden: GoldenOrder = begun, seed = 1): Promise<string> {
  const { id, createdAt, context: { contentHash } } = await givenOrder(orders, seed)
  const policy = VERSION_1.policies[golden.policy]
  const ofContent = (hash: unknown) => hash === 'content-1' ? contentHash : hash
  const context = { ...golden.context, policy, contentHash: ofContent(golden.context.contentHash) }
  await orders.db.updateTable('filing_order').where('id', '=', id)
    .set({ state: golden.state as 'draft', context: JSON.stringify(context), machine_version: 1, version: 1 + golden.steps.length }).execute()
  const birth = { ...golden.birth, policy, contentHash }
  await orders.db.updateTable('order_history').where('order_id', '=', id)
    .set({ event: JSON.stringify({ type: 'create', at: createdAt, by: APPLICANT, birth }) }).execute()
  for (const [index, [name, at]] of golden.steps.entries()) {
    const event = VERSION_1.events[name]!
    await orders.db.insertInto('order_history').values({
      order_id: id,
      version: index + 2,
      at,
      actor_role: 'applicant',
      event_type: event.type,
      event: JSON.stringify({ ...event, at }),
      to_state: golden.state as 'draft',
      attempt: 0,
      ignored: false
    }).execute()
  }
  return id
}

async function storedOf ({ db }: TestOrders, id: string) {
  const row = await db.selectFrom('filing_order').select(['state', 'context', 'machine_version']).where('id', '=', id).executeTakeFirstOrThrow()
  const timers = await db.selectFrom('order_timer').select(['name', 'due_at']).where('order_id', '=', id).orderBy('name').execute()
  const events = await db.selectFrom('order_history').select('event').where('order_id', '=', id).orderBy('version').execute()
  return { ...row, timers, events: events.map(({ event }) => event) }
}

t.test('an order of version 1 is read, listed, submitted and replayed', async (t) => {
  const orders = await startOrders(t)
  const id = await givenOrderOfVersion1(orders)
  const { context, state } = await findOrder(orders, id)
  t.match(context, { province: 'guangdong', returnedFields: null, policy: { mayResend: 'staff', softReturn: true } })
  t.match(await findOrders(orders, { limit: 10 }), [{ id, state: 'draft', label: { en: 'Draft' }, round: 0 }])
  t.strictSame(await replayOrder(orders, id), { state, context }, 'before anything has happened to it')
  t.equal((await storedOf(orders, id)).machine_version, 1, 'reading changes nothing')

  const submitted = await apply(orders, id, submit)
  t.equal(submitted.state, 'initial_review')
  t.strictSame(await findOrder(orders, id), submitted, 'the answer is what is stored')
  await apply(orders, id, withdraw)
  const stored = await storedOf(orders, id)
  t.equal(stored.machine_version, MACHINE_VERSION)
  t.strictSame(await replayOrder(orders, id), { state: stored.state, context: stored.context })
  t.strictSame(stored.events.map((event) => 'upgraded' in event), [false, true, false], 'the history says where the newer machine took over')
  t.match(stored.events[1], { type: 'submit', upgraded: { from: 1, to: MACHINE_VERSION, state: 'draft', context: { returnedFields: null } } })
})

t.test('what version 1 had recorded need not be repeated by the machine that takes over', async (t) => {
  const orders = await startOrders(t)
  const id = await givenOrderOfVersion1(orders, goldenOrder('huawei, first_filing: in review again, answered'))
  const before = await findOrder(orders, id)
  t.ok(before.context.decision, 'a decision that version 2 would have let go')
  t.equal((await replayOrder(orders, id)).context.decision, null)
  const { state, context } = await apply(orders, id, withdraw)
  t.strictSame(await replayOrder(orders, id), { state, context })
})

t.test('every order that version 1 stored is read and listed', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  for (const { name, state, context, policy } of VERSION_1.orders) {
    await orders.db.updateTable('filing_order').set({
      state: state as 'draft', context: JSON.stringify({ ...context, policy: VERSION_1.policies[policy] }), machine_version: 1
    }).execute()
    const read = await findOrder(orders, id)
    t.match({ ...read.context, state: read.state }, { ...context, state }, name)
    t.match(await findOrders(orders, { limit: 1 }), [{ id, state, round: context.round }])
  }
})

t.test('the deadlines of an order of version 1 fire, and the first makes it one of today', async (t) => {
  const orders = await startOrders(t)
  const id = await givenOrderOfVersion1(orders)
  orders.advance(8 * DAY_MS)
  t.equal(await fireTimers(orders), 1)
  t.match(await storedOf(orders, id), { state: 'draft', machine_version: MACHINE_VERSION, context: { province: 'guangdong' } })
  orders.advance(40 * DAY_MS)
  t.equal(await fireTimers(orders), 3)
  const { state, context, events, timers } = await storedOf(orders, id)
  t.equal(state, 'expired')
  t.strictSame(timers, [])
  t.strictSame(await replayOrder(orders, id), { state, context })
  t.strictSame(events.map((event) => 'upgraded' in event), [false, true, false, false, false])
})

t.test('after an upgrade an order that cannot be fired, whatever the fault, holds up none of the others', async (t) => {
  const orders = await startOrders(t)
  const sealedByRetiredKey = await givenOrderOfVersion1(orders, begun, 1)
  const refusedByDatabase = await givenOrderOfVersion1(orders, begun, 2)
  const healthy = [await givenOrderOfVersion1(orders, begun, 3), (await givenOrder(orders, 4)).id]
  const retired = createSealing(createKeyRing())
  await orders.db.updateTable('filing_order').set({ content: retired.seal({}, sealedByRetiredKey) }).where('id', '=', sealedByRetiredKey).execute()
  await sql`
    insert into order_history select (jsonb_populate_record(h, '{"version": 2}')).* from order_history h
    where order_id = ${refusedByDatabase}`.execute(orders.db)
  orders.advance(8 * DAY_MS)
  const told = new Map<string, unknown>()
  t.equal(await fireTimers(orders, setTimersAside((orderId, error) => told.set(orderId, error))), 2)
  t.strictSame([...told.keys()].sort(), [sealedByRetiredKey, refusedByDatabase].sort())
  t.match([told.get(sealedByRetiredKey), told.get(refusedByDatabase)], [Error, { constraint: 'order_history_pkey' }])
  for (const id of healthy) t.equal((await findOrder(orders, id)).version, 2)
})

t.test('a database that is away is no order\'s fault: its deadlines are fired when it is back', async (t) => {
  const orders = await startOrders(t)
  const id = await givenOrderOfVersion1(orders)
  orders.advance(8 * DAY_MS)
  const firing = foldDueTimers(await findOrder(orders, id), orders.now().toISOString())
  const db = connectPostgres<OrdersDatabase>({ url: 'postgres://nobody@127.0.0.1:1/none' })
  t.after(async () => await db.destroy())
  await t.rejects(fireTimersAlone({ ...orders, db }, firing), { code: 'ECONNREFUSED' })
})

t.test('an order that a newer release has stored is left to it', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  await orders.db.updateTable('filing_order').set({ machine_version: MACHINE_VERSION + 1 }).execute()
  const said = { message: /run the newer release/ }
  await t.rejects(findOrder(orders, id), said)
  await t.rejects(findOrders(orders, { limit: 10 }), said)
  await t.rejects(apply(orders, id, submit), said)
  orders.advance(8 * DAY_MS)
  const setAside = new Map<string, unknown>()
  t.equal(await fireTimers(orders, { orderIds: () => [...setAside.keys()], add: (orderId, error) => setAside.set(orderId, error) }), 0)
  t.match([...setAside], [[id, said]])
})

/** As if today's version had renamed two deadlines and given one up. */
const RENAMING: MachineLine = {
  ...MACHINE_LINE,
  upcasters: { ...MACHINE_LINE.upcasters, [MACHINE_VERSION - 1]: { ...fromVersion1, timers: { nudge: 'reminder_1', end: 'expiry', gone: null } } }
}

async function givenFormerTimers (orders: TestOrders, id: string): Promise<void> {
  for (const [now, former] of [['reminder_1', 'nudge'], ['expiry', 'end'], ['reminder_2', 'gone']] as const) {
    await orders.db.updateTable('order_timer').set({ name: former }).where('order_id', '=', id).where('name', '=', now).execute()
  }
  await orders.db.updateTable('filing_order').set({ machine_version: MACHINE_VERSION - 1 }).where('id', '=', id).execute()
}

t.test('a deadline stored under a former name fires under the one of today, and the others get theirs', async (t) => {
  const orders = await startOrders(t)
  const id = await givenOrderOfVersion1(orders)
  const before = await storedOf(orders, id)
  await givenFormerTimers(orders, id)
  orders.advance(8 * DAY_MS)
  const [row] = await readOrder(orders.db, { orderId: id })
  const order: DueOrder = { ...openOrderInMotion(row!, RENAMING), sealedFindings: row!.findings }
  t.strictSame(order.deadlines.map(({ name }) => name), ['reminder_1', 'reminder_3', 'expiry'])
  const firing = foldDueTimers(order, orders.now().toISOString())
  t.match(await writeFiredTimers(orders, [composeTimerRows(orders.sealing, firing)]), { fired: 1, lost: 0 })
  const { timers, events } = await storedOf(orders, id)
  t.strictSame(timers, before.timers.filter(({ name }) => ['expiry', 'reminder_3'].includes(name)), 'none under a former name')
  t.match(events[1], { type: 'timer', name: 'reminder_1', upgraded: { to: MACHINE_VERSION } })
})

t.test('any command gives the deadlines that stand their names of today', async (t) => {
  const orders = await startOrders(t)
  for (const [seed, name, left] of [[1, 'material_changed', ['expiry', 'reminder_1', 'reminder_3']], [2, 'abandon', []]] as const) {
    const id = await givenOrderOfVersion1(orders, begun, seed)
    const before = await storedOf(orders, id)
    await givenFormerTimers(orders, id)
    const [row] = await readOrder(orders.db, { orderId: id })
    const order = openStoredOrder(row!, orders.sealing, RENAMING)
    const change = { event: happening(VERSION_1.events[name]!, orders.now().toISOString()) }
    const decision = decide(order, change.event)
    const next = nextOrder(order, change, decision)
    const committed = await commitChange(orders.db, composeCommit(orders, { order, change, decision, next, leaseToken: null, options: {} }))
    t.equal(committed.length, 1)
    t.strictSame((await storedOf(orders, id)).timers, before.timers.filter((timer) => (left as readonly string[]).includes(timer.name)))
    t.equal(next.upgrade, null)
  }
})
