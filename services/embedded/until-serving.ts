import { setTimeout as wait } from 'node:timers/promises'

const LOOK_EVERY_MS = 50
const WITHIN_MS = 30_000

/**
 * Waits until every api says that it can serve: it has been heard through the queue, so that a worker is there too.
 * @throws Error with what the last one lacks
 */
export async function untilServing (urls: string[]): Promise<void> {
  const giveUpAt = performance.now() + WITHIN_MS
  for (const url of urls) {
    for (;;) {
      const response = await fetch(`${url}/readyz`)
      if (response.ok) break
      if (performance.now() > giveUpAt) throw new Error(`${url} is not ready: ${await response.text()}`)
      await response.body?.cancel()
      await wait(LOOK_EVERY_MS)
    }
  }
}
