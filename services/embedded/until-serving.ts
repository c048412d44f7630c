import { setTimeout as wait } from 'node:timers/promises'
import { apiUrls } from './api-urls.ts'
import type { Supervision } from './supervise.ts'

const LOOK_EVERY_MS = 50
const WITHIN_MS = 120_000 // a machine with more to do than it can

/**
 * Waits until every api says that it can serve: it has been heard through the queue, so that a worker is there too.
 * @throws Error with what is missing; then nothing of it runs any more
 */
export async function untilServing (supervision: Supervision): Promise<void> {
  const died = supervision.ended.then(({ part, why }) => { throw new Error(`${part} ended before all was ready: ${why}`) })
  try {
    for (const url of apiUrls(supervision)) await Promise.race([untilReady(url), died])
  } catch (error) {
    await supervision.stop()
    throw error
  }
}

async function untilReady (url: string): Promise<void> {
  const giveUpAt = performance.now() + WITHIN_MS
  for (;;) {
    const response = await fetch(`${url}/readyz`)
    const said = await response.text()
    if (response.ok) return
    if (performance.now() > giveUpAt) throw new Error(`${url} is not ready: ${said}`)
    await wait(LOOK_EVERY_MS)
  }
}
