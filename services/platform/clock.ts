import { sql, type Kysely } from 'kysely'

/** Time as the program sees it. Real, unless the test clock is on: then shifted by what the database says. */
export type Clock = { now: () => Date, refresh (): Promise<void>, close (): void }

type ClockDatabase = { test_clock: { offset_ms: string } }

const LOOK_EVERY_MS = 250

export function realClock (): Clock {
  return { now: () => new Date(), refresh: async () => {}, close: () => {} }
}

/**
 * A clock that every process on this database shares. It looks for a new offset four times a second; who needs
 * it at once calls `refresh`.
 */
export async function sharedTestClock<Database extends ClockDatabase> (db: Kysely<Database>): Promise<Clock> {
  let offsetMs = 0
  const refresh = async () => { offsetMs = Math.max(offsetMs, await readOffset(db)) }
  await refresh()
  const timer = setInterval(() => { refresh().catch(keepOffset) }, LOOK_EVERY_MS)
  timer.unref()
  return { now: () => new Date(Date.now() + offsetMs), refresh, close: () => clearInterval(timer) }
}

/** The database is away: the next look will tell. */
function keepOffset (): void {}

/** Moves the clock forward, never back. Answers what it says now. */
export async function moveTestClock<Database extends ClockDatabase> (db: Kysely<Database>, to: Date): Promise<Date> {
  const offsetMs = Math.round(to.getTime() - Date.now())
  const { rows: [row] } = await sql<{ offset_ms: string }>`
    update test_clock set offset_ms = greatest(offset_ms, ${offsetMs}) returning offset_ms`.execute(db)
  return new Date(Date.now() + Number(row!.offset_ms))
}

async function readOffset<Database extends ClockDatabase> (db: Kysely<Database>): Promise<number> {
  const { rows: [row] } = await sql<{ offset_ms: string }>`select offset_ms from test_clock`.execute(db)
  return Number(row!.offset_ms)
}
