import t from 'tap'
import type { Finding, OrderFact } from '../../machines/order/order-events.ts'
import { askWithRules } from './order-change.ts'
import { applyOrderEvent } from './apply-order-event.ts'
import { findOrder } from './find-orders.ts'
import { lockedFieldsNow } from './refuse-locked-fields.ts'
import { apply, givenOrder, givenSubmittingOrder, OPERATOR, pass, startOrders, submit } from './testing/start-orders.ts'

const DAY_MS = 24 * 60 * 60 * 1000

t.test('what the bureau says of a field of the dossier is kept at its place in the content, with its words', async (t) => {
  const orders = await startOrders(t, { onlyFindings: true })
  const { id } = await givenSubmittingOrder(orders)
  const finding: Finding = {
    field: 'domain.expiresOn', code: 'BUREAU_1004', severity: 'reject', stage: 'bureau', message: { zh: '域名无效', en: 'Domain invalid' }, suggestion: null
  }
  const { message, suggestion, ...code } = finding
  const fact: OrderFact = { type: 'bureau_returned', at: orders.now().toISOString(), causeId: 'file-1', attempt: 1, findings: [code] }
  await applyOrderEvent(orders, id, { event: fact, findings: [finding] })
  const returned = await findOrder(orders, id)
  t.match(returned, { state: 'bureau_rejected', findings: [{ field: 'service.domains[].expiresOn', message }] })
  t.notOk(lockedFieldsNow(returned).includes('service.domains[0].expiresOn'))
  t.ok(lockedFieldsNow(returned).includes('service.name'))
})

t.test('what the rules of the day send an order back for is open, where only what was objected to may be edited', async (t) => {
  const orders = await startOrders(t, { onlyFindings: true, accountNameMustMatch: false })
  const { id } = await givenOrder(orders)
  await apply(orders, id, submit)
  await pass(orders, id)
  orders.advance(10 * 365 * DAY_MS) // by then documents and domain have run out
  const sentBack = await apply(orders, id, askWithRules('send_to_bureau', { by: OPERATOR }))
  t.equal(sentBack.state, 'correction_requested')
  const open = sentBack.context.returnedFields!
  t.ok(open.includes('service.domains[0].expiresOn'), 'what can be put right is open')
  t.notOk(lockedFieldsNow(sentBack).includes('service.domains[0].expiresOn'))
})
