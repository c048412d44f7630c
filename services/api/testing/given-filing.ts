import type { Filing } from '../../../machines/order/order-events.ts'
import { applyOrderEvent } from '../../orders/apply-order-event.ts'
import { notify } from '../../notifications/notify.ts'
import { notificationsOf } from '../../notifications/testing/notifications-of.ts'
import type { OrderView } from '../../orders/order-view.ts'
import { exampleOrder } from '../../orders/testing/example-order.ts'
import { ask, claim } from './given-order.ts'
import { send } from './send.ts'
import type { TestApi } from './start-api.ts'

/** The number of the nth subject. */
export function numberOf (n: number): string {
  return `粤ICP备2600000${n}号`
}

/** The nth example, filed in an account: its first order has gone all the way. */
export async function givenFiling (api: TestApi, n = 1, account = 'acme'): Promise<OrderView> {
  const { id } = await ask<OrderView>(api, '/v1/orders', await api.as('applicant', { account }), exampleOrder(n))
  return await complete(api, id, account, { subjectNumber: numberOf(n), serviceNumbers: [`${numberOf(n)}-1`], bureauIds: {} })
}

/** The nth example, filed in an account and hosted here no longer. */
export async function givenFilingElsewhere (api: TestApi, n = 1, account = 'acme'): Promise<OrderView> {
  const filed = await givenFiling(api, n, account)
  const { content: _, ...typeCheck } = exampleOrder(n)
  const { id } = await ask<OrderView>(api, '/v1/orders', await api.as('applicant', { account }), { ...typeCheck, operation: 'cancel_access' })
  await complete(api, id, account, { subjectNumber: numberOf(n), serviceNumbers: [`${numberOf(n)}-1`], bureauIds: {} })
  return filed
}

/** Brings a draft that goes to the bureau to its end. */
export async function complete (api: TestApi, id: string, account: string, filing: Filing): Promise<OrderView> {
  const applicant = await api.as('applicant', { account })
  const { state } = await ask<OrderView>(api, `/v1/orders/${id}/submit`, applicant)
  if (state === 'initial_review') await pass(api, id)
  const now = (await send(api, `/v1/orders/${id}`, applicant)).json<OrderView>()
  if (now.state === 'owner_confirmation') await ask(api, `/v1/orders/${id}/confirm`, applicant)
  await register(api, id, filing)
  return (await send(api, `/v1/orders/${id}`, applicant)).json<OrderView>()
}

/** Hands an order over; the bureau allots its numbers. */
export async function register (api: TestApi, id: string, filing: Filing): Promise<void> {
  await ask(api, `/v1/orders/${id}/send-to-bureau`, await api.as('bureau_operator'))
  await applyOrderEvent(api.deps, id, {
    event: { type: 'filing_registered', at: api.deps.now().toISOString(), causeId: `registered-${id}`, attempt: 1, filing }
  })
}

export async function pass (api: TestApi, id: string): Promise<OrderView> {
  const reviewer = await api.as('reviewer')
  const { leaseToken } = await claim(api, id, reviewer)
  return await ask<OrderView>(api, `/v1/orders/${id}/pass`, reviewer, { leaseToken })
}

/** What the worker does with messages that wait. */
export async function deliverNotices (api: TestApi): Promise<void> {
  const waiting = await api.deps.db.selectFrom('outbox').selectAll().where('kind', '=', 'notify').where('status', '=', 'pending').execute()
  for (const { id: effectId, order_id: orderId, version, payload } of waiting) {
    await notify(notificationsOf(api.deps), { effectId, orderId, version, ...payload as Pick<Parameters<typeof notify>[1], 'template' | 'audience'> })
  }
}
