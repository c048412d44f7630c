import t from 'tap'
import { findHistory } from './order-history.ts'
import { findOrder } from './find-orders.ts'
import { fireTimers, nextDeadline } from './fire-timers.ts'
import { givenOrder, startOrders, apply, submit, withdraw } from './testing/start-orders.ts'

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
