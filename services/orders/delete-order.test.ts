import { createHash } from 'node:crypto'
import t from 'tap'
import { deleteOrder } from './delete-order.ts'
import { ask } from './order-change.ts'
import { placeOrder } from './place-order.ts'
import { exampleOrder } from './testing/example-order.ts'
import { ACCOUNT, APPLICANT, apply, givenOrder, startOrders } from './testing/start-orders.ts'

t.test('a deleted order leaves nothing of a person behind, remembered answers included', async (t) => {
  const orders = await startOrders(t)
  const { content, ...typeCheck } = exampleOrder(1)
  const placed = await placeOrder(orders, { accountId: ACCOUNT, by: APPLICANT, typeCheck, content }, {
    caller: 'zhang',
    key: 'k',
    requestHash: createHash('sha256').digest(),
    answerTo: (order) => ({ status: 201, headers: {}, body: JSON.stringify(order.content) }),
    answerToRefusal: () => null
  })
  const { id } = (placed as { order: { id: string } }).order
  await apply(orders, id, ask('abandon', { by: APPLICANT }))
  await deleteOrder(orders, id, { accountId: ACCOUNT })
  for (const table of ['filing_order', 'order_history', 'idempotency_record', 'order_claim', 'order_timer', 'outbox'] as const) {
    t.strictSame(await orders.db.selectFrom(table).selectAll().execute(), [], table)
  }
})

t.test('only what is abandoned, and one\'s own, can be deleted', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  await t.rejects(deleteOrder(orders, id, { accountId: ACCOUNT }), { code: 'illegal_transition' })
  await t.rejects(deleteOrder(orders, id, { accountId: 'other' }), { code: 'order_not_found' })
})
