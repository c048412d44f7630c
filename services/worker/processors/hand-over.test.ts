import { pino } from 'pino'
import t from 'tap'
import { applyOrderEvent } from '../../orders/apply-order-event.ts'
import { findOrder } from '../../orders/find-orders.ts'
import { fireTimers } from '../../orders/timers/fire-timers.ts'
import { ask, askWithRules } from '../../orders/order-change.ts'
import { relayBatch, type PendingEffect } from '../../orders/effects/outbox.ts'
import { givenOrderOf } from '../../orders/testing/given-order-of.ts'
import { APPLICANT, OPERATOR, apply, pass, startOrders, submit, type TestOrders } from '../../orders/testing/start-orders.ts'
import { runJob } from '../run-job.ts'
import type { EffectJob, WorkerDeps } from '../worker-deps.ts'
import { handOver } from './hand-over.ts'

const HOUR_MS = 60 * 60 * 1000

/** Does what the relay gives, as the worker would. Answers how many hand-overs it tried. */
async function runHandOvers (orders: TestOrders): Promise<number> {
  await fireTimers(orders)
  const due: PendingEffect[] = []
  await relayBatch(orders, { kinds: ['hand_over'], size: 100 }, async (effects) => { due.push(...effects) })
  const deps = { orders, log: pino({ level: 'silent' }) } as unknown as WorkerDeps
  for (const { id, orderId, version } of due) {
    const job: EffectJob = { effectId: id, orderId, version }
    await runJob(deps, 'hand_over', { effectId: id, orderId }, async () => await handOver(deps, job))
  }
  return due.length
}

async function handOvers (orders: TestOrders) {
  return await orders.db.selectFrom('outbox').select(['status', 'note']).where('kind', '=', 'hand_over').orderBy('id').execute()
}

async function givenPassedOrder (orders: TestOrders, domain: number): Promise<string> {
  const { id } = await givenOrderOf(orders, { subject: 1, domain, type: 'add_access' })
  await apply(orders, id, submit)
  await pass(orders, id)
  return id
}

t.test('an order whose subject has another one at the bureau is handed over when that one is back', async (t) => {
  const orders = await startOrders(t, { openOrders: 'coexistence_matrix', automaticHandOver: true })
  const one = await givenPassedOrder(orders, 1)
  await runHandOvers(orders)
  const two = await givenPassedOrder(orders, 2)
  await runHandOvers(orders)
  t.strictSame([(await findOrder(orders, one)).state, (await findOrder(orders, two)).state], ['bureau_submitting', 'bureau_queue'])
  t.equal(await runHandOvers(orders), 0, 'it is not tried again at once')
  orders.advance(HOUR_MS)
  t.equal(await runHandOvers(orders), 1, 'but after an hour')
  t.equal((await findOrder(orders, two)).state, 'bureau_queue', 'the bureau still has the first')

  const at = orders.now().toISOString()
  await applyOrderEvent(orders, one, { event: { type: 'bureau_returned', at, causeId: 'r', attempt: 1, findings: [] } })
  orders.advance(HOUR_MS)
  await runHandOvers(orders)
  t.equal((await findOrder(orders, two)).state, 'bureau_submitting')
  t.match(await handOvers(orders), [{ status: 'done' }, { status: 'done' }])
  t.equal(await runHandOvers(orders), 0)
})

t.test('an order that an operator sent meanwhile is left alone', async (t) => {
  const orders = await startOrders(t, { automaticHandOver: true })
  const id = await givenPassedOrder(orders, 1)
  await apply(orders, id, askWithRules('send_to_bureau', { by: OPERATOR }))
  const { version } = await findOrder(orders, id)
  await runHandOvers(orders)
  t.equal((await findOrder(orders, id)).version, version)
})

t.test('an order whose claims somebody else holds is shown as failed, for a person to look at', async (t) => {
  const orders = await startOrders(t, { automaticHandOver: true })
  const id = await givenPassedOrder(orders, 1)
  await orders.db.deleteFrom('order_claim').execute()
  const other = await givenOrderOf(orders, { subject: 1 })
  await runHandOvers(orders)
  t.equal((await findOrder(orders, id)).state, 'bureau_queue')
  t.match(await handOvers(orders), [{ status: 'failed', note: 'open_order_exists' }])
  await apply(orders, other.id, ask('abandon', { by: APPLICANT }))
  t.equal((await apply(orders, id, askWithRules('send_to_bureau', { by: OPERATOR }))).state, 'bureau_submitting')
})
