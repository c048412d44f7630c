import { sql, type RawBuilder } from 'kysely'

/** Before now by so many milliseconds. In real time: a job is lost by the clock on the wall, whatever a test clock says. */
export function ago (ms: number): RawBuilder<Date> {
  return sql<Date>`clock_timestamp() - ${ms} * interval '1 millisecond'`
}

/**
 * A row that waits in the queue longer than `queuedForMs`, so that its job must be lost, or that is being sent for longer than
 * `sendingTakesMs` at most, so that whoever had it must have died.
 */
export function isLost (queuedForMs: number, sendingTakesMs: number): RawBuilder<boolean> {
  return sql<boolean>`(state = 'queued' and queued_at < ${ago(queuedForMs)}
    or state = 'sending' and queued_at < ${ago(Math.max(queuedForMs, sendingTakesMs))})`
}
