import { setTimeout as pause } from 'node:timers/promises'
import { DomainError } from '../../../machines/order/order-errors.ts'
import type { BureauDeps } from '../../bureau/bureau-deps.ts'
import { nextChannelDue } from '../../bureau/bureau-channels.ts'
import { runChannel } from '../../bureau/run-channel.ts'
import { fireTimers, nextDeadline } from '../../orders/timers/fire-timers.ts'
import type { OrdersDeps } from '../../orders/orders-deps.ts'
import type { TestClock } from './test-clock.ts'

/** Rows that the workers do when they are due. */
export type Work = {
  /** How many are due and not done. */
  due (): Promise<number>
  /** When the next one that waits for its time falls due. */
  next (): Promise<Date | null>
}

export type MoveTimeDeps = {
  orders: OrdersDeps
  /** All that workers do: effects, events, deliveries, messages. */
  work: Work[]
  bureau: BureauDeps
  /** Moves the clock that all processes share, and answers where it stands. */
  move (to: Date): Promise<Date>
  /** The bureau simulator, which moves along; null when there is none. */
  simulator: { move (to: Date): Promise<void>, nextDue (): Promise<Date | null> } | null
}

/**
 * Goes from due moment to due moment, as time would: at each the deadlines fire, the workers do what that asks for,
 * the bureau acts and is polled, until nothing is left to do; then on to the next. A jump of three days does not pass
 * by an SMS confirmed after one hour. Delays in real time, such as a job's next try, are not shortened.
 */
export function createTestClock (deps: MoveTimeDeps): TestClock {
  let running: Promise<unknown> = Promise.resolve()
  return {
    now: deps.orders.now,
    async advance (to) {
      const mine = running.then(async () => await advance(deps, to))
      running = mine.catch(() => {})
      return await mine
    }
  }
}

/** Moments closer than a poll of the bureau are taken together: in real time, too, nobody could tell their order. */
const TOGETHER_MS = 60_000

async function advance (deps: MoveTimeDeps, to: Date): Promise<{ now: Date, fired: number }> {
  let fired = 0
  for (;;) {
    const next = await nextMoment(deps)
    const stop = next === null || next.getTime() + TOGETHER_MS > to.getTime() ? to : new Date(next.getTime() + TOGETHER_MS)
    const now = await deps.move(new Date(Math.max(stop.getTime(), deps.orders.now().getTime())))
    fired += await settle(deps, now)
    if (stop === to) return { now: deps.orders.now(), fired }
  }
}

async function nextMoment ({ orders, work, bureau, simulator }: MoveTimeDeps): Promise<Date | null> {
  const ofWork = work.map(async ({ next }) => await next())
  const moments = await Promise.all([nextDeadline(orders), nextChannelDue(bureau), simulator?.nextDue(), ...ofWork])
  const known = moments.filter((moment): moment is Date => moment instanceof Date)
  return known.length === 0 ? null : new Date(Math.min(...known.map(Number)))
}

async function settle (deps: MoveTimeDeps, now: Date): Promise<number> {
  const { orders, bureau, simulator } = deps
  let fired = 0
  do {
    fired += await fireTimers(orders)
    await untilWorkIsDone(deps)
    await simulator?.move(now)
    await Promise.all(bureau.channels.map(async (channel) => await runChannel(bureau, channel, { download: true })))
  } while (await isAnythingDue(deps))
  return fired
}

/** After what the bureau has said, or more deadlines than are fired at once. */
async function isAnythingDue ({ orders, work }: MoveTimeDeps): Promise<boolean> {
  const [deadline, unfinished] = await Promise.all([nextDeadline(orders), countDue(work)])
  return unfinished > 0 || (deadline !== null && deadline <= orders.now())
}

async function countDue (work: Work[]): Promise<number> {
  const counts = await Promise.all(work.map(async ({ due }) => await due()))
  return counts.reduce((sum, count) => sum + count, 0)
}

/** The longer it takes the seldomer: a tenth of the time waited so far, within these bounds. Looking costs the workers their processor. */
const LOOK_AFTER_MS = { least: 5, most: 100 }
/** A wake-up has the relay look in vain while the workers do what it has given them. One may get lost, too. */
const WAKE_EVERY_MS = 100
/** Longer than a receiver of webhooks may take for its answer. */
const NOTHING_DONE_FOR_MS = 30_000

/** As long as any of it gets done. */
async function untilWorkIsDone ({ orders, work }: MoveTimeDeps): Promise<void> {
  const begun = performance.now()
  let [left, since] = [Infinity, begun]
  for (let wakes = 0; ;) {
    const count = await countDue(work)
    if (count === 0) return
    const now = performance.now()
    if (count !== left) [left, since] = [count, now]
    if (now - since > NOTHING_DONE_FOR_MS) {
      throw new DomainError('work_unfinished', 'The clock has moved, but the workers do not finish what is due: is one running, and its queue? See /readyz.')
    }
    if (now - begun >= wakes * WAKE_EVERY_MS && ++wakes) orders.wakeRelay()
    await pause(Math.min(LOOK_AFTER_MS.most, Math.max(LOOK_AFTER_MS.least, (now - begun) / 10)))
  }
}
