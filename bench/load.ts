/** What one connection does over and over: its steps are timed one by one, and a visit is always finished. */
export type Visit = Array<() => Promise<void>>

export type Round = { warmUpMs: number, ms: number }

/** How long each step took that ended after the warm-up. */
export type Sample = { ms: number, latenciesMs: Float64Array }

/** Keeps every connection busy, one step at a time. `nth` counts the visits of a connection. */
export async function measureRound (
  { warmUpMs, ms }: Round, connections: number, visit: (connection: number, nth: number) => Visit
): Promise<Sample> {
  const latencies: number[] = []
  const begin = performance.now() + warmUpMs
  const end = begin + ms
  await Promise.all(Array.from({ length: connections }, async (_, connection) => {
    for (let nth = 0; performance.now() < end; nth++) {
      for (const step of visit(connection, nth)) {
        const asked = performance.now()
        await step()
        const answered = performance.now()
        if (answered >= begin && answered < end) latencies.push(answered - asked)
      }
    }
  }))
  return { ms, latenciesMs: Float64Array.from(latencies) }
}

export type Measured = { perSecond: number, p50Ms: number, p99Ms: number }

/** Several rounds as one. */
export function summarise (samples: Sample[]): Measured {
  const latencies = Float64Array.from(samples.flatMap(({ latenciesMs }) => [...latenciesMs])).sort()
  const ms = samples.reduce((sum, sample) => sum + sample.ms, 0)
  const percentile = (percent: number) => latencies[Math.ceil(latencies.length * percent / 100) - 1] ?? NaN
  return { perSecond: latencies.length / ms * 1000, p50Ms: percentile(50), p99Ms: percentile(99) }
}
