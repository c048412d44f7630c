import type { CollectedLogs } from './collect-logs.ts'

const EVERY_MS = 10_000

/** Says from time to time how many warnings were logged since the last time, and the newest of them; not each one. */
export function tellWarnings (logs: CollectedLogs, say: (line: string) => void): { stop: () => void } {
  let told: Record<string, number> = {}
  const timer = setInterval(() => {
    const now = logs.warnings()
    for (const [part, { count, last }] of Object.entries(now)) {
      const fresh = count - (told[part] ?? 0)
      if (fresh > 0) say(`${fresh === 1 ? 'a warning' : `${fresh} warnings`} of ${part}: ${last}`)
    }
    told = Object.fromEntries(Object.entries(now).map(([part, { count }]) => [part, count]))
  }, EVERY_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
