import t from 'tap'
import { groupOf, groupsExcludedBy } from '../../../machines/order/type-check/coexistence.ts'
import { DomainError } from '../../../machines/order/order-errors.ts'
import { ORDER_TYPES, type OrderType } from '../../../machines/order/order-types.ts'
import { applyOrderEvent } from '../apply-order-event.ts'
import { findOrder } from '../find-orders.ts'
import { ask, askWithRules } from '../order-change.ts'
import { givenOrderOf } from '../testing/given-order-of.ts'
import { APPLICANT, OPERATOR, apply, pass, startOrders, submit, type TestOrders } from '../testing/start-orders.ts'

const TYPES = Object.keys(ORDER_TYPES) as OrderType[]
const MATRIX = { openOrders: 'coexistence_matrix' } as const
const send = askWithRules('send_to_bureau', { by: OPERATOR })
const abandon = ask('abandon', { by: APPLICANT })

/** The refusal of an order, null when it is placed. */
async function refusalOf (placing: Promise<unknown>): Promise<DomainError | null> {
  return await placing.then(() => null, (error: DomainError) => error)
}

t.test('beside an open order of each type, the second of each type is placed or refused as the matrix says', async (t) => {
  const orders = await startOrders(t, MATRIX)
  const pairs = TYPES.flatMap((first) => TYPES.map((second) => ({ first, second })))
  let domain = 0
  await Promise.all(Array.from({ length: 10 }, async (_, lane) => {
    for (const [index, { first, second }] of pairs.entries()) {
      if (index % 10 !== lane) continue
      const of = { subject: index + 1, account: `account-${index}`, counterparty: 'other' }
      await givenOrderOf(orders, { ...of, domain: ++domain, type: first })
      const refusal = await refusalOf(givenOrderOf(orders, { ...of, domain: ++domain, type: second }))
      const expected = groupsExcludedBy(groupOf(first)).includes(groupOf(second)) ? { code: 'open_order_exists', details: { claim: 'coexistence' } } : null
      t.match(refusal, expected, `${second} beside ${first}`)
      if (expected === null) t.equal(refusal, null, `${second} beside ${first}`)
    }
  }))
})

t.test('any number of accesses may be added at once, and three orders that may stand side by side do', async (t) => {
  const orders = await startOrders(t, MATRIX)
  const types = ['add_access', 'add_access', 'add_access', 'add_service', 'change_subject'] as const
  for (const [index, type] of types.entries()) await givenOrderOf(orders, { subject: 1, domain: index + 1, type })
  const excluded = await refusalOf(givenOrderOf(orders, { subject: 1, domain: 9, type: 'cancel_access' }))
  t.match(excluded, { message: /may not run beside this one: Change the subject\./, details: { orderType: 'change_subject' } })
  const alone = await refusalOf(givenOrderOf(orders, { subject: 1, domain: 9, type: 'cancel_subject', account: 'other' }))
  t.match(alone, { message: /another account/, details: { claim: 'coexistence', orderId: undefined, orderType: undefined } })
  for (const type of types) t.notOk(alone!.message.includes(ORDER_TYPES[type].label.en), type)
})

t.test('orders that exclude one another, placed at once: one kind is in, and nobody waits in a circle', async (t) => {
  const orders = await startOrders(t, MATRIX)
  const rivals = ['first_filing', 'add_access', 'change_service', 'cancel_access'] as const
  const waves = Array.from({ length: 12 }, (_, index) => index + 1)
  await Promise.all(waves.map(async (subject) => {
    const placed = await Promise.all(Array.from({ length: 12 }, async (_, n) => {
      const type = rivals[(n + subject) % rivals.length]!
      const refusal = await refusalOf(givenOrderOf(orders, { subject, domain: subject * 100 + n, type }))
      if (refusal) t.equal(refusal.code, 'open_order_exists', refusal.message)
      return refusal ? [] : [type]
    }))
    const types = placed.flat()
    t.ok(types.length > 0)
    for (const [index, type] of types.entries()) {
      const excluded = groupsExcludedBy(groupOf(type))
      t.notOk(types.some((other, at) => at !== index && excluded.includes(groupOf(other))), types.join(' '))
    }
  }))
  t.equal(orders.queries.filter((text) => text.includes('insert into filing_order')).length, 12 * 12, 'none was sent again')
})

t.test('a closed order excludes nothing any more', async (t) => {
  const orders = await startOrders(t, MATRIX)
  const { id } = await givenOrderOf(orders, { subject: 1, type: 'change_service' })
  const next = { subject: 1, domain: 2, type: 'cancel_service' } as const
  t.match(await refusalOf(givenOrderOf(orders, next)), { details: { orderId: id } })
  await apply(orders, id, abandon)
  t.equal((await givenOrderOf(orders, next)).state, 'draft')
})

t.test('of one domain one order is open, whatever the matrix says of the two types', async (t) => {
  const orders = await startOrders(t, MATRIX)
  await givenOrderOf(orders, { subject: 1, type: 'add_access' })
  t.match(await refusalOf(givenOrderOf(orders, { subject: 1, type: 'cancel_access' })), { details: { claim: 'domain' } })
})

t.test('the bureau has one order of a subject at a time; the next may go when it has answered', async (t) => {
  const orders = await startOrders(t, MATRIX)
  const [one, two] = [await givenQueuedOrder(orders, 1), await givenQueuedOrder(orders, 2)]
  await apply(orders, one, send)
  await t.rejects(apply(orders, two, send), {
    code: 'open_order_exists', message: /at the bureau.*Wait until the bureau has decided\.$/, details: { claim: 'at_bureau', orderId: one }
  })
  t.equal((await findOrder(orders, two)).state, 'bureau_queue')
  const at = orders.now().toISOString()
  await applyOrderEvent(orders, one, { event: { type: 'bureau_accepted', at, causeId: 'a', attempt: 1 } })
  await t.rejects(apply(orders, two, send), { code: 'open_order_exists' }, 'while the SMS are out too')
  await applyOrderEvent(orders, one, { event: { type: 'bureau_returned', at, causeId: 'r', attempt: 1, findings: [] } })
  t.equal((await apply(orders, two, send)).state, 'bureau_submitting')
  await applyOrderEvent(orders, one, { event: { type: 'bureau_approved', at, causeId: 'b', attempt: 1 } })
  t.equal((await findOrder(orders, one)).state, 'bureau_review', 'a fact is never refused, though the other order is there now')
})

t.test('of two orders of a subject handed over at once, one is at the bureau', async (t) => {
  const orders = await startOrders(t, MATRIX)
  const ids = await Promise.all([1, 2, 3, 4].map(async (domain) => await givenQueuedOrder(orders, domain)))
  const outcomes = await Promise.allSettled(ids.map(async (id) => await apply(orders, id, send)))
  t.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
})

/** An access that has passed its review. */
async function givenQueuedOrder (orders: TestOrders, domain: number): Promise<string> {
  const { id } = await givenOrderOf(orders, { subject: 1, domain, type: 'add_access' })
  await apply(orders, id, submit)
  t.equal((await pass(orders, id)).state, 'bureau_queue')
  return id
}
