import { commitTimers } from './commit-timers.ts'
import type { TimerRows } from './compose-timer-rows.ts'
import { isAboutOneOrder } from './is-about-one-order.ts'
import type { OrdersDeps } from '../orders-deps.ts'

export type Troubled = { orderId: string, error: unknown }
/** `lost`: orders that somebody else changed first. */
export type Written = { fired: number, lost: number, troubled: Troubled[] }

/** Commits the fired deadlines of many orders at once; one order after the other when the database refuses a row of them. */
export async function writeFiredTimers ({ db }: OrdersDeps, fired: TimerRows[]): Promise<Written> {
  try {
    return await writeTogether(db, fired)
  } catch (error) {
    if (!isAboutOneOrder(error)) throw error
    const outcome: Written = { fired: 0, lost: 0, troubled: [] }
    for (const rows of fired) {
      const alone = await writeAlone(db, rows)
      outcome.fired += alone.fired
      outcome.lost += alone.lost
      outcome.troubled.push(...alone.troubled)
    }
    return outcome
  }
}

async function writeTogether (db: OrdersDeps['db'], fired: TimerRows[]): Promise<Written> {
  if (fired.length === 0) return { fired: 0, lost: 0, troubled: [] }
  const moved = new Set((await commitTimers(db, {
    orders: JSON.stringify(fired.map(({ order }) => order)),
    steps: JSON.stringify(fired.flatMap(({ steps }) => steps)),
    timersCancelled: JSON.stringify(fired.flatMap(({ timersCancelled }) => timersCancelled)),
    timersSet: JSON.stringify(fired.flatMap(({ timersSet }) => timersSet)),
    effects: JSON.stringify(fired.flatMap(({ effects }) => effects)),
    events: JSON.stringify(fired.flatMap(({ events }) => events)),
    tasksOpened: JSON.stringify(fired.flatMap(({ tasksOpened }) => tasksOpened))
  })).map(({ id }) => id))
  const won = fired.filter(({ order }) => moved.has(order.id))
  return { fired: won.reduce((sum, { steps }) => sum + steps.length, 0), lost: fired.length - won.length, troubled: [] }
}

async function writeAlone (db: OrdersDeps['db'], rows: TimerRows): Promise<Written> {
  try {
    return await writeTogether(db, [rows])
  } catch (error) {
    if (!isAboutOneOrder(error)) throw error
    return { fired: 0, lost: 0, troubled: [{ orderId: rows.order.id, error }] }
  }
}
