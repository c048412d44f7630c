import { setImmediate } from 'node:timers/promises'
import { decideDueTimers, type DecidedTimers } from './decide-due-timers.ts'
import { fireTimersAlone } from './fire-timers-alone.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import { readOrdersWithDueTimers, type DueRow } from './read-orders-with-due-timers.ts'
import type { TimersSetAside } from './set-timers-aside.ts'
import { writeFiredTimers, type Written } from './write-fired-timers.ts'

/** Deadlines that are looked up at once. The orders of 2000 outlive the collection of garbage, which took a third of the worker's time. */
const LOOK_UP = 800
/** Orders that are committed at once. */
const COMMIT = 100
/** While PostgreSQL commits for one lane, the other decides. */
const LANES = 2
const TRIES = 50

/** Without somebody who watches, an order whose deadlines cannot be fired is a fault of the call, once the others have fired. */
const NOBODY_WATCHES: TimersSetAside = { orderIds: () => [], add (_, error) { throw error } }

/**
 * Fires deadlines that are due, those due longest first, each at the moment it was due: many orders with one read, and then
 * with few statements. Answers how many it fired; 0 when nothing is left that can be fired. A lost race looks again.
 *
 * @throws what keeps an order from being fired, unless it may be set aside
 */
export async function fireTimers (deps: OrdersDeps, setAside: TimersSetAside = NOBODY_WATCHES): Promise<number> {
  for (let tries = 0; tries < TRIES; tries++) {
    const { fired, lost, troubled } = await fireOnce(deps, setAside.orderIds())
    for (const { orderId, error } of troubled) setAside.add(orderId, error)
    if (fired > 0 || lost + troubled.length === 0) return fired
  }
  return 0
}

/** The next moment at which a deadline falls due, after `now` or before it. */
export async function nextDeadline ({ db }: Pick<OrdersDeps, 'db'>): Promise<Date | null> {
  const row = await db.selectFrom('order_timer').select(({ fn }) => fn.min('due_at').as('due_at')).executeTakeFirst()
  return row?.due_at ?? null
}

async function fireOnce (deps: OrdersDeps, except: string[]): Promise<Written> {
  const now = deps.now().toISOString()
  const rows = await readOrdersWithDueTimers(deps.db, { now, except, limit: LOOK_UP })
  const count = Math.ceil(rows.length / COMMIT)
  const portions = Array.from({ length: count }, (_, nth) => rows.slice(nth * COMMIT, (nth + 1) * COMMIT)).values()
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, async () => await firePortions(deps, portions, now)))
  return sum(lanes.map((lane) => {
    if (lane.status === 'rejected') throw lane.reason
    return lane.value
  }))
}

/** Each lane takes the next portion when it is done with one: no order is in two of them. */
async function firePortions (deps: OrdersDeps, portions: Iterator<DueRow[]>, now: string): Promise<Written> {
  const written: Written[] = []
  for (let { value, done } = portions.next(); !done; { value, done } = portions.next()) {
    await setImmediate() // what else the worker has to do is not kept waiting while we decide
    written.push(await write(deps, decideDueTimers(deps.sealing, value, now)))
  }
  return sum(written)
}

async function write (deps: OrdersDeps, { together, alone, troubled }: DecidedTimers): Promise<Written> {
  const outcomes: Written[] = [{ fired: 0, lost: 0, troubled }, await writeFiredTimers(deps, together)]
  for (const firing of alone) outcomes.push(await fireTimersAlone(deps, firing))
  if (together.some(({ effects, events }) => effects.length + events.length > 0)) deps.wakeRelay()
  return sum(outcomes)
}

function sum (outcomes: Written[]): Written {
  return {
    fired: outcomes.reduce((total, { fired }) => total + fired, 0),
    lost: outcomes.reduce((total, { lost }) => total + lost, 0),
    troubled: outcomes.flatMap(({ troubled }) => troubled)
  }
}
