import { randomUUID } from 'node:crypto'
import t from 'tap'
import { POLICY_PRESETS } from '../../../machines/order/policy/policy-presets.ts'
import { eraseContent } from './erase-content.ts'
import { findHistory } from '../history/order-history.ts'
import { findOrder } from '../find-orders.ts'
import { fireTimers } from '../timers/fire-timers.ts'
import { findKnownAnswer, type Idempotency } from '../idempotency.ts'
import { ask, saveContent } from '../order-change.ts'
import { APPLICANT, apply, givenOrder, startOrders } from '../testing/start-orders.ts'

const DAY_MS = 24 * 60 * 60 * 1000

t.test('where the policy keeps nothing, an expired order loses its content and every word of its history', async (t) => {
  const orders = await startOrders(t, POLICY_PRESETS.alibaba)
  const { id } = await givenOrder(orders)
  await apply(orders, id, saveContent(APPLICANT, { service: { name: '另一个名称' } }))
  orders.advance(46 * DAY_MS)
  while (await fireTimers(orders) > 0);
  const asked = await orders.db.selectFrom('outbox').select(['id', 'kind']).where('kind', '=', 'erase_content').execute()
  t.equal(asked.length, 1)

  for (let twice = 0; twice < 2; twice++) await eraseContent(orders, { effectId: asked[0]!.id, orderId: id })
  const order = await findOrder(orders, id)
  t.strictSame([order.state, order.content, order.findings, order.typeCheck.certificateNumber], ['expired', {}, [], ''])
  const rows = await findHistory(orders, order, 'admin', { limit: 100 })
  t.ok(rows.length > 2)
  t.strictSame(rows.flatMap(({ changes }) => changes), [], 'what was changed is gone')
  const columns = await orders.db.selectFrom('filing_order').select(['subject_name', 'domain']).where('id', '=', id).executeTakeFirstOrThrow()
  t.strictSame(columns, { subject_name: null, domain: null })
  const { status } = await orders.db.selectFrom('outbox').select('status').where('id', '=', asked[0]!.id).executeTakeFirstOrThrow()
  t.equal(status, 'done')
})

t.test('what is abandoned after it has expired is erased all the same', async (t) => {
  const orders = await startOrders(t, POLICY_PRESETS.alibaba)
  const { id } = await givenOrder(orders)
  orders.advance(46 * DAY_MS)
  while (await fireTimers(orders) > 0);
  await apply(orders, id, ask('abandon', { by: APPLICANT }))
  await eraseContent(orders, { effectId: randomUUID(), orderId: id })
  t.match(await findOrder(orders, id), { state: 'abandoned', content: {}, erased: true })
})

t.test('a command that had read the order before it was erased writes nothing back', async (t) => {
  const orders = await startOrders(t, POLICY_PRESETS.alibaba)
  const { id } = await givenOrder(orders)
  orders.advance(46 * DAY_MS)
  while (await fireTimers(orders) > 0);
  const idempotency: Idempotency = {
    caller: 'zhang',
    key: 'once',
    requestHash: Buffer.alloc(32),
    answerTo: ({ content }) => ({ status: 200, headers: {}, body: JSON.stringify(content) }),
    answerToRefusal: () => null
  }
  let looks = 0
  await apply(orders, id, async (order, at) => {
    if (++looks === 1) await eraseContent(orders, { effectId: randomUUID(), orderId: id })
    return ask('abandon', { by: APPLICANT })(order, at)
  }, { idempotency })
  t.equal(looks, 2, 'it read again')
  t.match(await findOrder(orders, id), { state: 'abandoned', content: {}, erased: true })
  const columns = await orders.db.selectFrom('filing_order').select(['subject_name', 'findings']).where('id', '=', id).executeTakeFirstOrThrow()
  t.strictSame(columns, { subject_name: null, findings: null })
  t.match(await findKnownAnswer(orders, idempotency), { body: '{}' })
})

t.test('an order that is not expired keeps its content', async (t) => {
  const orders = await startOrders(t)
  const { id, content } = await givenOrder(orders)
  await eraseContent(orders, { effectId: randomUUID(), orderId: id })
  t.strictSame((await findOrder(orders, id)).content, content)
})
