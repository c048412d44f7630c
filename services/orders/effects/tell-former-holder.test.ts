import t from 'tap'
import { exampleOrder } from '../testing/example-order.ts'
import { ACCOUNT, APPLICANT, apply, givenSubmittingOrder, pass, startOrders, submit } from '../testing/start-orders.ts'
import { applyOrderEvent } from '../apply-order-event.ts'
import { placeOrder } from '../place-order.ts'
import { findNotifications } from './find-notifications.ts'
import { tellFormerHolder } from './tell-former-holder.ts'

const FILING = { subjectNumber: '粤ICP备26000001号', serviceNumbers: ['粤ICP备26000001号-1'], bureauIds: {} }

t.test('the account from which a service was claimed is told once, by its own order, and nothing of who claimed', async (t) => {
  const orders = await startOrders(t)
  const filed = await givenSubmittingOrder(orders)
  await applyOrderEvent(orders, filed.id, { event: { type: 'filing_registered', at: orders.now().toISOString(), causeId: 'n', attempt: 1, filing: FILING } })
  const { content: _, ...typeCheck } = exampleOrder(1)
  const placed = await placeOrder(orders, { accountId: 'beta', by: APPLICANT, typeCheck })
  if (!('order' in placed)) throw new Error('placed anew')
  const claim = placed.order
  await apply(orders, claim.id, submit)
  t.match(await pass(orders, claim.id), { orderType: 'claim', state: 'completed' })

  const [effect] = await orders.db.selectFrom('outbox').select(['id', 'payload']).where('order_id', '=', claim.id).where('kind', '=', 'change_registry').execute()
  t.same(effect!.payload, { change: 'filing_claimed' })
  for (let twice = 0; twice < 2; twice++) await tellFormerHolder(orders, { effectId: effect!.id, orderId: claim.id })
  const told = await findNotifications(orders, { accountId: ACCOUNT }, { limit: 10 })
  t.match(told, [{ orderId: filed.id, orderNumber: filed.number, template: 'service_claimed_away', message: { zh: /其他账号认领/, en: /claimed by another account/ } }])
  t.equal(told.length, 1)
  for (const secret of [claim.id, claim.number, 'beta']) t.notOk(JSON.stringify(told).includes(secret), secret)
  t.same(await findNotifications(orders, { accountId: 'beta' }, { limit: 10 }), [])
})
