import t from 'tap'
import { applyOrderEvent } from '../../orders/apply-order-event.ts'
import { findNotifications } from '../../notifications/in-site/find-notifications.ts'
import { notificationsOf } from '../../notifications/testing/notifications-of.ts'
import { placeOrder } from '../../orders/place-order.ts'
import { exampleOrder } from '../../orders/testing/example-order.ts'
import { ACCOUNT, APPLICANT, apply, givenSubmittingOrder, pass, startOrders, submit } from '../../orders/testing/start-orders.ts'
import type { WorkerDeps } from '../worker-deps.ts'
import { changeRegistry } from './change-registry.ts'

t.test('a completed claim is written down, and the account from which it took is told', async (t) => {
  const orders = await startOrders(t)
  const notifications = notificationsOf(orders)
  const filed = await givenSubmittingOrder(orders)
  const filing = { subjectNumber: '粤ICP备26000001号', serviceNumbers: ['粤ICP备26000001号-1'], bureauIds: {} }
  await applyOrderEvent(orders, filed.id, { event: { type: 'filing_registered', at: orders.now().toISOString(), causeId: 'n', attempt: 1, filing } })
  const { content: _, ...typeCheck } = exampleOrder(1)
  const placed = await placeOrder(orders, { accountId: 'beta', by: APPLICANT, typeCheck })
  if (!('order' in placed)) throw new Error('placed anew')
  await apply(orders, placed.order.id, submit)
  await pass(orders, placed.order.id)

  const effects = await orders.db.selectFrom('outbox').selectAll().where('kind', '=', 'change_registry').orderBy('id').execute()
  for (const { id: effectId, order_id: orderId, version, payload } of effects) {
    const deps = { orders, notifications } as unknown as WorkerDeps
    await changeRegistry(deps, { effectId, orderId, version, ...payload as { change: string } })
  }
  const changes = await orders.db.selectFrom('registry_change').select('change').orderBy('id').execute()
  t.same(changes.map(({ change }) => change), ['subject_and_service_added', 'filing_claimed'])
  const told = async (accountId: string) =>
    (await findNotifications(notifications, { accountId }, { limit: 10 })).map(({ template }) => template)
  t.same([await told(ACCOUNT), await told('beta')], [['service_claimed_away'], []])
})
