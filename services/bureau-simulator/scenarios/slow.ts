import type { Scenario } from './scenario.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const DEFAULT_DAYS = 20

/** `#slow:<days>`: the reviewer takes that long. */
export const slow: Scenario = {
  name: 'slow',
  reviewAfterMs: (argument) => (Number.parseInt(argument, 10) || DEFAULT_DAYS) * DAY_MS
}
