import t from 'tap'
import { ask } from '../order-change.ts'
import { apply, APPLICANT, givenOrder, pass, startOrders, submit } from '../testing/start-orders.ts'
import { announceNotice } from './announce-filing.ts'
import { findEvents, findPosition, type EventPage } from './find-events.ts'
import { forgetEvents } from './forget-events.ts'
import { countUnpublished, nextEventDue, publishEvents } from './publish-events.ts'

const nobody = async () => {}
const DAY_MS = 24 * 60 * 60 * 1000

t.test('what happens to an order is told once, in the order in which it happened', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  await apply(orders, id, submit)
  await apply(orders, id, ask('withdraw', { by: APPLICANT }))
  await apply(orders, id, submit)
  await apply(orders, id, ask('withdraw', { by: APPLICANT }))
  await apply(orders, id, ask('abandon', { by: APPLICANT, reason: '不办了' }))
  t.equal(await countUnpublished(orders), 6)
  t.equal(await publishEvents(orders, 100, nobody), 6)
  t.equal(await publishEvents(orders, 100, nobody), 0)
  const { events } = await findEvents(orders, { after: null, limit: 100 })
  t.strictSame(events.map(({ type, sequence, previousSequence }) => [type, sequence, previousSequence]), [
    ['order.created', 1, null], ['order.submitted', 2, 1], ['order.withdrawn', 3, 2], ['order.submitted', 4, 3], ['order.withdrawn', 5, 4],
    ['order.abandoned', 6, 5]
  ])
  t.match(events[1], {
    orderId: id,
    data: { from: 'draft', cause: 'submit', actorRole: 'applicant', findings: [], order: { id, state: 'initial_review', version: 2, accountId: 'acme', round: 1, attempt: 0 } }
  })
  t.notMatch(JSON.stringify(events), /不办了/, 'the words of a person are not among them')
})

t.test('a decision that may be taken back is told when it cannot be any more, and never when it was', async (t) => {
  const orders = await startOrders(t, { undoWindowMs: 60_000 })
  const [kept, undone] = [await givenOrder(orders, 1), await givenOrder(orders, 2)]
  for (const { id } of [kept, undone]) {
    await apply(orders, id, submit)
    await pass(orders, id)
  }
  await publishEvents(orders, 100, nobody)
  t.equal((await nextEventDue(orders))?.getTime(), orders.now().getTime() + 60_000)
  await apply(orders, undone.id, ask('undo', { by: { id: 'lin', role: 'reviewer' } }))
  orders.advance(60_000)
  await publishEvents(orders, 100, nobody)
  const told = async (orderId: string) => (await findEvents(orders, { after: null, limit: 100, orderId })).events.map(({ type }) => type)
  t.strictSame(await told(kept.id), ['order.created', 'order.submitted', 'order.initial_passed'])
  t.strictSame(await told(undone.id), ['order.created', 'order.submitted'])
})

t.test('what follows a decision ends the wait, and is told after it', async (t) => {
  const orders = await startOrders(t, { undoWindowMs: 60_000, withdrawAfterPassing: true })
  const { id } = await givenOrder(orders)
  await apply(orders, id, submit)
  await pass(orders, id)
  orders.advance(1000)
  await apply(orders, id, ask('withdraw', { by: APPLICANT }))
  await publishEvents(orders, 100, nobody)
  const { events } = await findEvents(orders, { after: null, limit: 100 })
  t.strictSame(events.map(({ type }) => type), ['order.created', 'order.submitted', 'order.initial_passed', 'order.withdrawn'])
})

t.test('two hundred writers at once, and a reader that follows its cursor misses none', async (t) => {
  const orders = await startOrders(t, {}, 60)
  const ids = (await Promise.all(Array.from({ length: 200 }, async (_, seed) => await givenOrder(orders, seed + 1)))).map(({ id }) => id)
  const writing = { done: false }
  const read: EventPage['events'] = []
  async function write (id: string) {
    await apply(orders, id, submit)
    await apply(orders, id, ask('withdraw', { by: APPLICANT }))
    await apply(orders, id, submit)
  }
  async function publish () {
    while (!writing.done || await countUnpublished(orders) > 0) await publishEvents(orders, 7, nobody)
  }
  async function follow () {
    for (let [after, last] = [null as string | null, false]; !last;) {
      last = writing.done && await countUnpublished(orders) === 0
      const page = await findEvents(orders, { after, limit: 11 })
      read.push(...page.events)
      last &&= !page.hasMore
      after = page.position
    }
  }
  const others = [publish(), publish(), publish(), follow()]
  await Promise.all(ids.map(write))
  writing.done = true
  await Promise.all(others)
  t.equal(read.length, 800)
  t.equal(new Set(read.map(({ id }) => id)).size, 800, 'none twice')
  const byOrder = Map.groupBy(read, ({ orderId }) => orderId)
  t.ok([...byOrder.values()].every((events) => events.every(({ sequence }, index) => sequence === index + 1)), 'each order counts 1 to 4')
})

t.test('a filter keeps its own count, and its cursor passes by what it leaves out', async (t) => {
  const orders = await startOrders(t)
  const [one, other] = [await givenOrder(orders, 1), await givenOrder(orders, 2)]
  for (const { id } of [one, other]) await apply(orders, id, submit)
  await apply(orders, one.id, ask('withdraw', { by: APPLICANT }))
  await apply(orders, one.id, submit)
  await publishEvents(orders, 100, nobody)
  const { events, position, hasMore } = await findEvents(orders, { after: null, limit: 2, types: ['order.submitted'], orderId: one.id })
  t.strictSame([events.map(({ sequence, previousSequence }) => [sequence, previousSequence]), hasMore], [[[2, null], [4, 2]], false])
  t.equal(position, (await findEvents(orders, { after: null, limit: 100 })).position, 'all of it was looked at')
  t.strictSame((await findEvents(orders, { after: null, limit: 9, accountId: 'somebody' })).events, [])
  t.strictSame((await findEvents(orders, { after: null, limit: 9, provinces: ['beijing'] })).events, [])
  const { events: rest } = await findEvents(orders, { after: (await findPosition(orders, events[0]!.id))!, limit: 100, types: ['order.submitted'] })
  t.strictSame(rest.map(({ orderId, sequence }) => [orderId, sequence]), [[other.id, 2], [one.id, 4]])
})

t.test('an event that is not kept any more is not passed over in silence', async (t) => {
  const orders = await startOrders(t)
  await givenOrder(orders, 1)
  await givenOrder(orders, 2)
  await publishEvents(orders, 1, nobody)
  const { position: early, events: [first] } = await findEvents(orders, { after: null, limit: 1 })
  await publishEvents(orders, 1, nobody)
  orders.advance(31 * DAY_MS)
  await givenOrder(orders, 3)
  await publishEvents(orders, 1, nobody)
  t.equal(await forgetEvents(orders, 30), 2)
  await t.rejects(findEvents(orders, { after: early, limit: 9 }), { code: 'cursor_expired' })
  await t.rejects(findPosition(orders, first!.id), { code: 'cursor_expired' })
  t.equal((await findEvents(orders, { after: null, limit: 9 })).events.length, 1, 'from the beginning is from what is kept')
})

t.test('what concerns a filing and no order counts by the filing', async (t) => {
  const orders = await startOrders(t)
  const notice = { filing: '粤ICP备2026000001号', accountId: 'acme', province: 'guangdong', notice: 'rectify', at: orders.now() }
  await announceNotice(orders.db, notice)
  await announceNotice(orders.db, notice)
  await announceNotice(orders.db, { ...notice, filing: '粤ICP备2026000002号' })
  await publishEvents(orders, 100, nobody)
  const { events } = await findEvents(orders, { after: null, limit: 100 })
  t.strictSame(events.map(({ type, orderId, sequence }) => [type, orderId, sequence]), [
    ['filing.notice', null, 1], ['filing.notice', null, 2], ['filing.notice', null, 1]
  ])
})

t.test('when who passes events on fails, none is published', async (t) => {
  const orders = await startOrders(t)
  await givenOrder(orders)
  await t.rejects(publishEvents(orders, 100, async () => { throw new Error('no') }), /no/)
  t.strictSame((await findEvents(orders, { after: null, limit: 9 })).events, [])
  t.equal(await countUnpublished(orders), 1)
})

t.test('the cursor of an empty installation is one like any other', async (t) => {
  const orders = await startOrders(t)
  const { position } = await findEvents(orders, { after: null, limit: 9 })
  t.equal(position, '0')
  await givenOrder(orders, 1)
  await publishEvents(orders, 9, nobody)
  t.equal((await findEvents(orders, { after: position, limit: 9 })).events.length, 1)
  orders.advance(31 * DAY_MS)
  await forgetEvents(orders, 30)
  await t.rejects(findEvents(orders, { after: position, limit: 9 }), { code: 'cursor_expired' })
})
