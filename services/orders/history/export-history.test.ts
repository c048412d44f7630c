import t from 'tap'
import { exportHistory } from './export-history.ts'
import { findOrder } from '../find-orders.ts'
import { replayOrder } from './replay-order.ts'
import { apply, givenOrder, startOrders, submit, withdraw } from '../testing/start-orders.ts'

t.test('an order that moves on while it is exported is exported as it was read', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  await apply(orders, id, submit)
  const read = await findOrder(orders, id)
  await apply(orders, id, withdraw)
  const { order, rows, replay } = await exportHistory(orders, read, 'admin')
  t.match(order, { state: 'initial_review', version: 2, round: 1, turn: 'staff', label: { en: 'Waiting for initial review' } })
  t.same(rows.map(({ version }) => version), [1, 2])
  t.same(replay?.map(({ type }) => type), ['create', 'submit'])
  t.match(await replayOrder(orders, id), { state: 'draft' })
})

t.test('only an admin is given the events of the statechart', async (t) => {
  const orders = await startOrders(t)
  const order = await givenOrder(orders)
  for (const role of ['applicant', 'reviewer', 'bureau_operator', 'integrator', 'counterparty'] as const) {
    t.equal((await exportHistory(orders, order, role)).replay, undefined, role)
  }
  t.equal((await exportHistory(orders, order, 'admin')).replay?.length, 1)
})
