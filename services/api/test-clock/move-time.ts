import type { BureauDeps } from '../../bureau/bureau-deps.ts'
import { nextChannelDue } from '../../bureau/bureau-channels.ts'
import { runChannel } from '../../bureau/run-channel.ts'
import { fireTimers, nextDeadline } from '../../orders/timers/fire-timers.ts'
import type { OrdersDeps } from '../../orders/orders-deps.ts'
import { countUnfinished, nextEffectDue } from '../../orders/effects/outbox.ts'
import type { TestClock } from './test-clock.ts'

export type MoveTimeDeps = {
  orders: OrdersDeps
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

async function nextMoment ({ orders, bureau, simulator }: MoveTimeDeps): Promise<Date | null> {
  const moments = await Promise.all([nextDeadline(orders), nextEffectDue(orders), nextChannelDue(bureau), simulator?.nextDue()])
  const known = moments.filter((moment): moment is Date => moment instanceof Date)
  return known.length === 0 ? null : new Date(Math.min(...known.map(Number)))
}

async function settle (deps: MoveTimeDeps, now: Date): Promise<number> {
  const { orders, bureau, simulator } = deps
  let fired = 0
  do {
    fired += await fireTimers(orders)
    await untilEffectsAreDone(orders)
    await simulator?.move(now)
    await Promise.all(bureau.channels.map(async (channel) => await runChannel(bureau, channel, { download: true })))
  } while (await isAnythingDue(orders))
  return fired
}

/** After what the bureau has said, or more deadlines than are fired at once. */
async function isAnythingDue (orders: OrdersDeps): Promise<boolean> {
  const [deadline, unfinished] = await Promise.all([nextDeadline(orders), countUnfinished(orders)])
  return unfinished > 0 || (deadline !== null && deadline <= orders.now())
}

const LOOK_EVERY_MS = 5
/** A wake-up has the relay look in vain while the workers do what it has given them. One may get lost, too. */
const WAKE_EVERY_MS = 100
const WORKERS_TAKE_AT_MOST_MS = 20_000

async function untilEffectsAreDone (orders: OrdersDeps): Promise<void> {
  const begun = performance.now()
  for (let wakes = 0; await countUnfinished(orders) > 0;) {
    const waited = performance.now() - begun
    if (waited > WORKERS_TAKE_AT_MOST_MS) throw new Error('the workers do not finish what is due: is one running, and its queue?')
    if (waited >= wakes * WAKE_EVERY_MS && ++wakes) orders.wakeRelay()
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}
