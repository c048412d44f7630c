import fc from 'fast-check'
import t from 'tap'
import { DomainError } from '../../machines/order/order-errors.ts'
import { isFact, isRequest, type OrderEvent } from '../../machines/order/order-events.ts'
import type { OrderPolicy } from '../../machines/order/policy/order-policy.ts'
import type { OrderType } from '../../machines/order/order-types.ts'
import { eventOfStep } from '../../machines/order/testing/event-of-step.ts'
import { randomPolicy, randomType } from '../../machines/order/testing/random-policy.ts'
import { randomStep, type Step } from '../../machines/order/testing/random-step.ts'
import { applyOrderEvent } from './apply-order-event.ts'
import { findOrder } from './find-orders.ts'
import { fireTimers } from './timers/fire-timers.ts'
import { claimReviewTask } from './review/review-tasks.ts'
import type { StoredOrder } from './stored-order.ts'
import { findBrokenPromises } from './testing/find-broken-promises.ts'
import { givenOrderOf } from './testing/given-order-of.ts'
import { startOrders, type TestOrders } from './testing/start-orders.ts'

/**
 * What happens at once: to which of the orders what, and how often the same; with workers looking for
 * deadlines meanwhile, and somebody who wants another order of the same company. */
type Turn = { afterMs: number, workers: number, rival: number | null, steps: Array<{ nth: number, step: Step, times: number }> }

const EXPECTED_REFUSALS = ['illegal_transition', 'lease_lost', 'review_task_claimed', 'open_order_exists', 'order_busy']

const randomTurn: fc.Arbitrary<Turn> = fc.record({
  afterMs: fc.constantFrom(0, 0, 3_600_000, 30 * 3_600_000, 10 * 86_400_000, 50 * 86_400_000),
  workers: fc.constantFrom(0, 1, 2),
  rival: fc.option(fc.nat(2), { freq: 3 }),
  steps: fc.array(fc.record({ nth: fc.nat(5), step: randomStep, times: fc.constantFrom(1, 1, 3) }), { minLength: 1, maxLength: 5 })
})
const randomBirths = fc.array(fc.record({
  type: randomType, policy: fc.oneof(randomPolicy, randomPolicy.map(withTimeToUndo))
}), { minLength: 3, maxLength: 3 })

t.test('whatever happens to orders at the same time, every promise of the library holds', async (t) => {
  const orders = await startOrders(t)
  const met = new Set<string>()
  let company = 0
  await fc.assert(fc.asyncProperty(randomBirths, fc.array(randomTurn, { maxLength: 20, size: 'max' }), async (births, turns) => {
    const placing = births.map(({ type, policy }) => ({ subject: ++company, type, policy }))
    const ids = (await Promise.all(placing.map(async (one) => await place(orders, one)))).flat()
    for (const turn of turns) ids.push(...await takeTurn(orders, ids, placing, turn))
    for (const id of ids) {
      const { order, broken } = await findBrokenPromises(orders, id)
      if (broken.length > 0) throw new Error(`${id}: ${broken.join('; ')}`)
      met.add(order.state)
    }
  }), { numRuns: 30 })
  t.ok(met.size > 5, `they ended in ${[...met].sort().join(', ')}`)
  t.strictSame(await orders.db.selectFrom('order_claim').select(['kind', 'key']).where('shared_as', 'is', null).groupBy(['kind', 'key'])
    .having(({ fn }) => fn.countAll(), '>', 1).execute(), [], 'and no key is held twice')
})

function withTimeToUndo (policy: OrderPolicy): OrderPolicy {
  return { ...policy, undoWindowMs: 7 * 86_400_000 }
}

type Placing = { subject: number, type: OrderType, policy: OrderPolicy }

/** Its id; nothing where an order of the company stands in the way. */
async function place (orders: TestOrders, { subject, type, policy }: Placing): Promise<string[]> {
  try {
    const accounts = { account: `account-${subject}`, counterparty: `other-${subject}` }
    return [(await givenOrderOf({ ...orders, policy }, { subject, type, ...accounts })).id]
  } catch (error) {
    if (error instanceof DomainError && ['open_order_exists', 'order_busy'].includes(error.code)) return []
    throw error
  }
}

async function takeTurn (orders: TestOrders, ids: string[], placing: Placing[], turn: Turn): Promise<string[]> {
  const { afterMs, workers, rival, steps } = turn
  orders.advance(afterMs)
  const now = await Promise.all(ids.map(async (id) => await findOrder(orders, id)))
  const [placed] = await Promise.all([
    rival === null ? [] : place(orders, placing[rival]!),
    ...Array.from({ length: workers }, async () => await fireTimers(orders)),
    ...steps.flatMap(({ nth, step, times }) =>
      Array.from({ length: times }, async () => await happen(orders, now[nth % now.length]!, step)))
  ])
  return placed as string[]
}

/** What was meant for the order as it was before the turn: others may be faster. */
async function happen (orders: TestOrders, seen: StoredOrder, step: Step): Promise<void> {
  const event = eventOfStep(step, seen, { at: orders.now().toISOString(), nextTimer: null })
  if (!event) return
  try {
    const leaseToken = await leaseFor(orders, seen, event)
    await applyOrderEvent(orders, seen.id, isFact(event) ? { event } : (_, at) => ({ event: { ...event, at } }), { leaseToken })
  } catch (error) {
    if (!(error instanceof DomainError) || !EXPECTED_REFUSALS.includes(error.code) || !isRequest(event)) throw error
  }
}

async function leaseFor (orders: TestOrders, { state, task }: StoredOrder, event: OrderEvent): Promise<string | undefined> {
  const isDecision = ['pass', 'reject', 'request_correction'].includes(event.type)
  if (!task || !isDecision || !isRequest(event) || state !== 'initial_review') return undefined
  return (await claimReviewTask(orders, task.id, event.by)).leaseToken
}
