import { createHash } from 'node:crypto'
import t from 'tap'
import { applyOrderEvent } from './apply-order-event.ts'
import type { Idempotency } from './idempotency.ts'
import { findOrder, findOrders } from './find-orders.ts'
import { placeOrder } from './place-order.ts'
import { exampleOrder } from './testing/example-order.ts'
import { ACCOUNT, APPLICANT, givenOrder, startOrders, submit, type TestOrders } from './testing/start-orders.ts'

function idempotency (key: string, request = 'one'): Idempotency {
  return {
    caller: 'zhang',
    key,
    requestHash: createHash('sha256').update(request).digest(),
    answerTo: ({ id, version }) => ({ status: 201, headers: {}, body: JSON.stringify({ id, version }) }),
    answerToRefusal: ({ code }) => ({ status: 409, headers: {}, body: JSON.stringify({ code }) })
  }
}

async function place (orders: TestOrders, seed: number, key: string, request?: string) {
  const { content, ...typeCheck } = exampleOrder(seed)
  return await placeOrder(orders, { accountId: ACCOUNT, by: APPLICANT, typeCheck, content }, idempotency(key, request))
}

t.test('the example of the contract is accepted, complete, and read back as it was answered', async (t) => {
  const orders = await startOrders(t)
  const order = await givenOrder(orders)
  t.match(order.number, /^BA20260302\d{8}$/)
  t.strictSame(order.findings, [])
  t.strictSame(await findOrder(orders, order.id), order)
})

t.test('a draft without content says what is missing', async (t) => {
  const orders = await startOrders(t)
  const { content, ...typeCheck } = exampleOrder(1)
  const placed = await placeOrder(orders, { accountId: ACCOUNT, by: APPLICANT, typeCheck })
  t.ok('order' in placed && placed.order.findings.some(({ field, code }) => field === 'subject.name' && code === 'FIELD_MISSING'))
})

t.test('a wrong check digit is refused with its field, and nothing is kept', async (t) => {
  const orders = await startOrders(t)
  const { content, ...typeCheck } = exampleOrder(1)
  const wrong = { ...typeCheck, certificateNumber: typeCheck.certificateNumber.slice(0, -1) + (typeCheck.certificateNumber.endsWith('0') ? '1' : '0') }
  await t.rejects(placeOrder(orders, { accountId: ACCOUNT, by: APPLICANT, typeCheck: wrong }),
    { code: 'content_invalid', details: { errors: [{ field: 'certificateNumber' }] } })
  t.strictSame(await orders.db.selectFrom('filing_order').selectAll().execute(), [])
})

t.test('ten parallel orders with one key are one order and ten equal answers', async (t) => {
  const orders = await startOrders(t)
  const placed = await Promise.all(Array.from({ length: 10 }, async () => await place(orders, 1, 'k')))
  const [{ id }] = await orders.db.selectFrom('filing_order').select('id').execute() as [{ id: string }]
  t.equal(placed.filter((one) => 'order' in one).length, 1)
  for (const one of placed) if ('answer' in one) t.strictSame(JSON.parse(one.answer.body), { id, version: 1 })
})

t.test('a key used for another request is refused', async (t) => {
  const orders = await startOrders(t)
  await place(orders, 1, 'k')
  await t.rejects(place(orders, 2, 'k', 'two'), { code: 'idempotency_key_reused' })
})

t.test('a refusal decided on the order is remembered with its key', async (t) => {
  const orders = await startOrders(t)
  await givenOrder(orders)
  await t.rejects(place(orders, 1, 'k'), { code: 'open_order_exists' })
  t.match(await place(orders, 1, 'k'), { answer: { status: 409, body: '{"code":"open_order_exists"}' } })
})

t.test('a command with a key is applied once and its answer replayed', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  const applied = await Promise.all(Array.from({ length: 10 }, async () =>
    await applyOrderEvent(orders, id, submit, { idempotency: idempotency('s') })))
  t.equal(applied.filter((one) => 'order' in one).length, 1)
  t.equal((await findOrder(orders, id)).version, 2)
})

t.test('orders are found by number, domain, certificate number, external reference and the name of the organisation', async (t) => {
  const orders = await startOrders(t)
  const { id, number, typeCheck } = await givenOrder(orders, 1)
  await givenOrder(orders, 2)
  for (const q of [number, id, 'beian-example-1.cn', typeCheck.certificateNumber]) {
    t.strictSame((await findOrders(orders, { q, limit: 10 })).map((order) => order.id), [id], q)
  }
  t.equal((await findOrders(orders, { q: '深圳市示例', limit: 10 })).length, 2)
  t.strictSame(await findOrders(orders, { q: '440305198503121231', limit: 10 }), [], 'no person is searchable')
})

t.test('a list page stays where it is while orders come and change', async (t) => {
  const orders = await startOrders(t)
  for (const seed of [1, 2, 3]) await givenOrder(orders, seed)
  const [newest] = await findOrders(orders, { accountId: ACCOUNT, limit: 1 })
  await givenOrder(orders, 4)
  const rest = await findOrders(orders, { accountId: ACCOUNT, limit: 10, afterId: newest!.id })
  t.strictSame(rest.map(({ domain }) => domain), ['beian-example-2.cn', 'beian-example-1.cn'])
  t.strictSame(await findOrders(orders, { accountId: 'other', limit: 10 }), [])
})
