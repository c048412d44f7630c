import { createHash, randomUUIDv7 } from 'node:crypto'
import t from 'tap'
import { applyOrderEvent } from './apply-order-event.ts'
import { deleteOrder } from './delete-order.ts'
import { findOrder } from './find-orders.ts'
import { ask } from './order-change.ts'
import { placeOrder } from './place-order.ts'
import { exampleOrder } from './testing/example-order.ts'
import { ACCOUNT, APPLICANT, apply, givenOrder, givenSubmittingOrder, startOrders } from './testing/start-orders.ts'

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

t.test('an abandoned order that the bureau has registered all the same stays, as the record of its filing', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenSubmittingOrder(orders)
  const fact = (type: 'bureau_returned' | 'filing_registered', more: object) =>
    ({ event: { type, at: orders.now().toISOString(), causeId: type, attempt: 1, ...more } as never })
  await applyOrderEvent(orders, id, fact('bureau_returned', { findings: [] }))
  await apply(orders, id, ask('abandon', { by: APPLICANT }))
  await orders.db.updateTable('outbox').set({ status: 'done' }).execute()
  await applyOrderEvent(orders, id, fact('filing_registered', {
    filing: { subjectNumber: '粤ICP备26000001号', serviceNumbers: ['粤ICP备26000001号-1'], bureauIds: {} }
  }))
  for (const status of ['pending', 'done'] as const) {
    await orders.db.updateTable('outbox').set({ status }).execute()
    await t.rejects(deleteOrder(orders, id, { accountId: ACCOUNT }), {
      code: 'illegal_transition', message: /place a cancellation/, details: { reasons: [{ code: 'filing_on_record' }] }
    })
  }
  t.match(await findOrder(orders, id), { state: 'abandoned', context: { filing: { subjectNumber: '粤ICP备26000001号' } } })
})

t.test('an abandoned order is deleted once what it asked for is done; its messages go with it', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  await apply(orders, id, ask('abandon', { by: APPLICANT }))
  const effectId = randomUUIDv7()
  await orders.db.insertInto('outbox').values({
    id: effectId, order_id: id, version: 2, kind: 'hand_over', payload: '{}', status: 'pending', due_at: orders.now()
  }).execute()
  for (const status of ['pending', 'queued'] as const) {
    await orders.db.updateTable('outbox').set({ status }).where('id', '=', effectId).execute()
    await t.rejects(deleteOrder(orders, id, { accountId: ACCOUNT }), {
      code: 'illegal_transition', message: /try again later/, details: { reasons: [{ code: 'effects_unfinished' }] }
    })
  }
  await orders.db.updateTable('outbox').set({ status: 'failed' }).where('id', '=', effectId).execute()
  await deleteOrder(orders, id, { accountId: ACCOUNT })
  await t.rejects(findOrder(orders, id), { code: 'order_not_found' })
})
