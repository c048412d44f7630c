import t from 'tap'
import { findNotifications } from './find-notifications.ts'
import { findHistory } from '../history/order-history.ts'
import { findOrder } from '../find-orders.ts'
import { notify } from './notify.ts'
import { ACCOUNT, apply, givenOrder, startOrders, submit } from '../testing/start-orders.ts'

t.test('an account reads what is meant for it, staff what is meant for their role, and each once', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenOrder(orders)
  await apply(orders, id, submit)
  const effects = await orders.db.selectFrom('outbox').select(['id', 'version', 'payload']).execute()
  for (const { id: effectId, version, payload } of [...effects, ...effects]) {
    await notify(orders, { effectId, orderId: id, version, ...payload as { template: 'order_submitted', audience: 'applicant' } })
  }
  const shown = async (recipient: Parameters<typeof findNotifications>[1]) =>
    (await findNotifications(orders, recipient, { limit: 10 })).map(({ audience, template }) => [audience, template])
  t.strictSame(await shown({ accountId: ACCOUNT }), [['applicant', 'order_submitted']])
  t.strictSame(await shown({ audiences: ['reviewers'] }), [['reviewers', 'order_submitted']])
  t.strictSame(await shown({ audiences: ['bureau_operators'] }), [])
  const history = await findHistory(orders, await findOrder(orders, id), 'reviewer', { limit: 10 })
  t.ok(history.at(-1)!.effects.every(({ status }) => status === 'done'))
})
