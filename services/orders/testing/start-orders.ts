import type { OrderPolicy } from '../../../machines/order/policy/order-policy.ts'
import { POLICY_PRESETS } from '../../../machines/order/policy/policy-presets.ts'
import { createTestDatabase } from '../../../tests/support/database.ts'
import { connectPostgres } from '../../platform/postgres.ts'
import { createKeyRing, createSealing } from '../../platform/sealing.ts'
import { claimReviewTask } from '../review/review-tasks.ts'
import { applyOrderEvent, type Applied, type ApplyOptions } from '../apply-order-event.ts'
import { findOrder } from '../find-orders.ts'
import { ask, askWithRules, type AskingChangeMaker, type ChangeMaker } from '../order-change.ts'
import type { OrdersDatabase } from '../order-tables.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import { placeOrder } from '../place-order.ts'
import type { StoredOrder } from '../stored-order.ts'
import { exampleOrder } from './example-order.ts'

type Test = { after (work: () => Promise<void>): unknown }

export const APPLICANT = { id: 'zhang', role: 'applicant' } as const
export const REVIEWER = { id: 'lin', role: 'reviewer' } as const
export const OPERATOR = { id: 'wang', role: 'bureau_operator' } as const
export const ACCOUNT = 'acme'

export type TestOrders = OrdersDeps & {
  url: string
  /** Texts sent to PostgreSQL since the list was last emptied. */
  queries: string[]
  advance (ms: number): void
  woken: () => number
}

/** The orders library on a database of the test's own, with a clock that stands until it is moved. */
export async function startOrders (t: Test, policy: Partial<OrderPolicy> = {}, connections = 20): Promise<TestOrders> {
  const { url } = await createTestDatabase(t)
  const queries: string[] = []
  const db = connectPostgres<OrdersDatabase>({ url, maxConnections: connections, onQuery: (text) => queries.push(text) })
  t.after(async () => await db.destroy())
  let time = Date.parse('2026-03-02T01:00:00Z')
  let wakes = 0
  return {
    db,
    url,
    queries,
    sealing: createSealing(createKeyRing()),
    now: () => new Date(time),
    policy: { ...POLICY_PRESETS.huawei, ...policy },
    wakeRelay: () => { wakes++ },
    advance: (ms) => { time += ms },
    woken: () => wakes
  }
}

export async function givenOrder (orders: OrdersDeps, seed = 1): Promise<StoredOrder> {
  const { content, ...typeCheck } = exampleOrder(seed)
  return orderOf(await placeOrder(orders, { accountId: ACCOUNT, by: APPLICANT, typeCheck, content }))
}

export async function apply (
  orders: OrdersDeps, id: string, change: ChangeMaker | AskingChangeMaker, options: ApplyOptions = {}
): Promise<StoredOrder> {
  return orderOf(await applyOrderEvent(orders, id, change, options))
}

export const submit = askWithRules('submit', { by: APPLICANT })
export const withdraw = ask('withdraw', { by: APPLICANT })

/** Claims the order's review and passes it. */
export async function pass (orders: OrdersDeps, id: string): Promise<StoredOrder> {
  const { task } = await findOrder(orders, id)
  const { leaseToken } = await claimReviewTask(orders, task!.id, REVIEWER)
  return await apply(orders, id, ask('pass', { by: REVIEWER }), { leaseToken })
}

export async function givenSubmittingOrder (orders: OrdersDeps, seed = 1): Promise<StoredOrder> {
  const { id } = await givenOrder(orders, seed)
  await apply(orders, id, submit)
  await pass(orders, id)
  return await apply(orders, id, askWithRules('send_to_bureau', { by: OPERATOR }))
}

function orderOf (applied: Applied): StoredOrder {
  if (!('order' in applied)) throw new Error('a stored answer where an order was expected')
  return applied.order
}
