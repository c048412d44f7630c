const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/**
 * Ten tries over three days: what passes after each before the next. Source: Standard Webhooks 1.0, "Deliverability and reliability",
 * the example schedule.
 */
const PAUSES_MS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR]

export const TRIES = PAUSES_MS.length + 1

/** So that what failed together does not come back together. */
const JITTER = 0.1

/** Longer than this nobody's Retry-After keeps us away: the events would be too old to be of use. */
const AT_MOST_MS = 24 * HOUR

/**
 * How long to wait after the given number of failed tries; null when it was the last. `retryAfterMs` is what the receiver asks for, which
 * lengthens a pause and never shortens it. `random` is from 0 to 1.
 */
export function pauseAfter (tries: number, { retryAfterMs = 0, random }: { retryAfterMs?: number, random: () => number }): number | null {
  const pause = PAUSES_MS[tries - 1]
  if (pause === undefined) return null
  const jittered = pause * (1 - JITTER + 2 * JITTER * random())
  return Math.round(Math.max(jittered, Math.min(retryAfterMs, AT_MOST_MS)))
}
