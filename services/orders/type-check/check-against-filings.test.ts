import t, { type Test } from 'tap'
import type { OrderType } from '../../../machines/order/order-types.ts'
import { applyOrderEvent } from '../apply-order-event.ts'
import { findOrder } from '../find-orders.ts'
import { findHistory } from '../history/order-history.ts'
import { ask, askWithRules } from '../order-change.ts'
import { domainOf, givenOrderOf } from '../testing/given-order-of.ts'
import { APPLICANT, OPERATOR, apply, givenOrder, pass, startOrders, submit, type TestOrders } from '../testing/start-orders.ts'
import { checkAgainstFilings } from './check-against-filings.ts'

const expire = async (orders: TestOrders, id: string) =>
  await applyOrderEvent(orders, id, { event: { type: 'timer', name: 'expiry', at: orders.now().toISOString() } })
const submitting = (orders: TestOrders) => checkAgainstFilings(orders, askWithRules('submit', { by: APPLICANT }))
const sending = (orders: TestOrders) => checkAgainstFilings(orders, askWithRules('send_to_bureau', { by: OPERATOR }))

/** Another company, account or order files a domain to the end. */
async function file (orders: TestOrders, subject: number, { domain = subject, account = 'other', type = 'first_filing' as OrderType } = {}) {
  const { id } = await givenOrderOf(orders, { subject, domain, account, type })
  await apply(orders, id, submit)
  await pass(orders, id)
  await apply(orders, id, askWithRules('send_to_bureau', { by: OPERATOR }))
  const filing = { subjectNumber: `粤ICP备2600000${subject}号`, serviceNumbers: [`粤ICP备2600000${subject}号-${domain}`], bureauIds: {} }
  await applyOrderEvent(orders, id, { event: { type: 'filing_registered', at: orders.now().toISOString(), causeId: `f-${id}`, attempt: 1, filing } })
}

/** An order that has passed its review and lost what it claims, so that others could file the same meanwhile. */
async function givenQueued (t: Test, type: OrderType = 'first_filing') {
  const orders = await startOrders(t)
  const { id } = await givenOrderOf(orders, { subject: 1, type })
  await apply(orders, id, submit)
  await pass(orders, id)
  await orders.db.deleteFrom('order_claim').execute()
  return { orders, id }
}

t.test('an order that comes back from having expired is checked once more, and refused when what it files is filed by now', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  await expire(orders, id)
  await file(orders, 2, { domain: 1 })
  await t.rejects(apply(orders, id, submitting(orders)), {
    code: 'filing_conflict', details: { errors: [{ field: 'service.domains[0].name', code: 'DOMAIN_CONFLICT', message: { zh: String, en: String } }] }
  })
  t.equal((await findOrder(orders, id)).state, 'expired')
})

t.test('one that would be of another type today is refused with the way out', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  await expire(orders, id)
  await file(orders, 1)
  await t.rejects(apply(orders, id, submitting(orders)), { // a claim
    code: 'filing_conflict', details: { errors: [{ field: 'subject.certificate.number', code: 'WRONG_ORDER_TYPE', message: { en: /Abandon the order/ } }] }
  })
})

t.test('nothing filed meanwhile, it is submitted', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  await expire(orders, id)
  t.equal((await apply(orders, id, submitting(orders))).state, 'initial_review')
})

t.test('an order of what is filed by now ends as invalid when it is to be handed over, and its history says why', async (t) => {
  const { orders, id } = await givenQueued(t)
  await file(orders, 2, { domain: 1 })
  t.match(await apply(orders, id, sending(orders)), { state: 'invalid', context: { attempt: 0 } })
  const history = await findHistory(orders, await findOrder(orders, id), 'applicant', { limit: 20 })
  t.match(history.at(-1), { event: 'filing_found', to: 'invalid', findings: [{ code: 'DOMAIN_CONFLICT' }], effects: [{ template: 'order_invalid' }] })
  await t.rejects(apply(orders, id, sending(orders)), { code: 'illegal_transition' })
})

t.test('one that the bureau has had before goes back to its applicant with the finding', async (t) => {
  const { orders, id } = await givenQueued(t)
  await apply(orders, id, sending(orders))
  const at = orders.now().toISOString()
  await applyOrderEvent(orders, id, { event: { type: 'bureau_refused', at, causeId: 'r', attempt: 1, code: '17' } })
  await orders.db.deleteFrom('order_claim').execute()
  await file(orders, 2, { domain: 1 })
  const returned = await apply(orders, id, sending(orders))
  t.match(returned, { state: 'correction_requested', findings: [{ field: 'service.domains[0].name', code: 'DOMAIN_CONFLICT', severity: 'reject' }] })
})

t.test('whether the subject is filed here or elsewhere makes no difference to a service that is added', async (t) => {
  const { orders, id } = await givenQueued(t, 'add_service_external')
  await file(orders, 1, { domain: 7, account: 'acme' })
  await orders.db.deleteFrom('order_claim').execute()
  t.equal((await apply(orders, id, sending(orders))).state, 'bureau_submitting')
})

t.test('a request that the order refuses anyway is refused by the order', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  await expire(orders, id)
  await apply(orders, id, ask('abandon', { by: APPLICANT }))
  await file(orders, 2, { domain: 1 })
  await t.rejects(apply(orders, id, submitting(orders)), { code: 'illegal_transition' })
})

t.test('the filings are read where an order goes by them, and a command costs two round trips everywhere else', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  const costOf = async (work: () => Promise<unknown>) => {
    orders.queries.length = 0
    await work()
    return orders.queries.length
  }
  t.equal(await costOf(async () => await apply(orders, id, submitting(orders))), 2, 'of a draft')
  await pass(orders, id)
  t.equal(await costOf(async () => await apply(orders, id, sending(orders))), 3, 'a hand-over of what files anew')
  const change = await givenOrderOf(orders, { subject: 2, domain: 2, type: 'change_service' })
  await apply(orders, change.id, submitting(orders))
  await pass(orders, change.id)
  t.equal(await costOf(async () => await apply(orders, change.id, sending(orders))), 2, 'of what changes something')
  t.equal(domainOf(1), (await findOrder(orders, id)).typeCheck.service.domain)
})
