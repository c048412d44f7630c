import t from 'tap'
import { ask } from '../orders/order-change.ts'
import { applyOrderEvent } from '../orders/apply-order-event.ts'
import { placeOrder } from '../orders/place-order.ts'
import { exampleOrder } from '../orders/testing/example-order.ts'
import { givenFiled } from '../orders/testing/given-filed.ts'
import { domainOf, givenOrderOf } from '../orders/testing/given-order-of.ts'
import { ACCOUNT, APPLICANT, apply, givenSubmittingOrder, pass, startOrders, submit, type TestOrders } from '../orders/testing/start-orders.ts'
import type { StoredOrder } from '../orders/stored-order.ts'
import { findNotifications } from './in-site/find-notifications.ts'
import { tellFormerHolder } from './tell-former-holder.ts'
import { notificationsOf } from './testing/notifications-of.ts'
import { openMessages } from './testing/open-messages.ts'

const FILING = { subjectNumber: '粤ICP备26000001号', serviceNumbers: ['粤ICP备26000001号-1'], bureauIds: {} }

async function claimFor (orders: TestOrders, accountId: string, domain: number): Promise<StoredOrder> {
  const { content: _, ...typeCheck } = exampleOrder(1)
  const service = { ...typeCheck.service, domain: domainOf(domain) }
  const placed = await placeOrder(orders, { accountId, by: APPLICANT, typeCheck: { ...typeCheck, service } })
  if (!('order' in placed)) throw new Error('placed anew')
  await apply(orders, placed.order.id, submit)
  const claim = await pass(orders, placed.order.id)
  const [effect] = await orders.db.selectFrom('outbox').select(['id', 'payload']).where('order_id', '=', claim.id).where('kind', '=', 'change_registry').execute()
  const notifications = notificationsOf(orders)
  for (let twice = 0; twice < 2; twice++) await tellFormerHolder({ orders, notifications }, { effectId: effect!.id, orderId: claim.id })
  return claim
}

t.test('the account from which a service was claimed is told once, by its own order, and nothing of who claimed', async (t) => {
  const orders = await startOrders(t)
  const deps = notificationsOf(orders)
  const filed = await givenSubmittingOrder(orders)
  await applyOrderEvent(orders, filed.id, { event: { type: 'filing_registered', at: orders.now().toISOString(), causeId: 'n', attempt: 1, filing: FILING } })
  const claim = await claimFor(orders, 'beta', 1)
  t.match(claim, { orderType: 'claim', state: 'completed' })
  const told = await findNotifications(deps, { accountId: ACCOUNT }, { limit: 10 })
  t.match(told, [{ orderId: filed.id, orderNumber: filed.number, template: 'service_claimed_away', message: { zh: /其他账号认领/, en: /claimed by another account/ } }])
  t.equal(told.length, 1)
  const messages = await openMessages(deps)
  t.strictSame(messages.map(({ channel, to }) => [channel, to]), [['mail', 'owner@example.com'], ['sms', '13800138001']])
  for (const secret of [claim.id, claim.number, 'beta']) t.notOk(JSON.stringify([told, messages]).includes(secret), secret)
  t.same(await findNotifications(deps, { accountId: 'beta' }, { limit: 10 }), [])
})

t.test('an account that loses two services which one transfer brought it is told of both', async (t) => {
  const orders = await startOrders(t)
  await givenFiled(orders, [{ n: 1, account: ACCOUNT }, { n: 1, account: ACCOUNT, domain: domainOf(2) }])
  const transfer = await givenOrderOf(orders, { subject: 1, type: 'transfer', counterparty: 'beta' })
  await apply(orders, transfer.id, submit)
  const confirmed = await apply(orders, transfer.id, ask('confirm', { by: { id: 'b', role: 'counterparty' } }))
  t.equal(confirmed.state, 'completed')
  await claimFor(orders, 'gamma', 1)
  await claimFor(orders, 'gamma', 2)
  const told = await findNotifications(notificationsOf(orders), { accountId: 'beta' }, { limit: 10 })
  t.match(told, [{ orderNumber: transfer.number, template: 'service_claimed_away' }, { orderNumber: transfer.number, template: 'service_claimed_away' }])
  t.equal(told.length, 2)
  t.strictSame(await openMessages(notificationsOf(orders)), [], 'the contacts in the order are those of the account that handed it on')
})
