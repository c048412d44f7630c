import { setTimeout as delay } from 'node:timers/promises'
import { answers } from '../find-running.ts'

const LOOK_EVERY_MS = 2000

/** Says when the service goes away and when it is back: whoever waits for an event should know that none can come. */
export async function watchService (url: string, say: (line: string) => void, signal: AbortSignal): Promise<void> {
  let isThere = true
  while (await wait(signal)) {
    const isThereNow = await answers(url)
    if (signal.aborted || isThere === isThereNow) continue
    isThere = isThereNow
    say(isThere ? `Beian is back at ${url}` : `Beian does not answer at ${url} any more. What it has for you it sends when it is back; Ctrl-C ends the wait`)
  }
}

async function wait (signal: AbortSignal): Promise<boolean> {
  return await delay(LOOK_EVERY_MS, true, { signal }).catch(() => false)
}
