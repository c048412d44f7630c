import type { Logger } from './logger.ts'

export type Loop = { wake (): void, stop (): Promise<void> }

/**
 * Does the same thing over and over: at once when woken, at the latest after `everyMs`. After a round it rests for `restMs`
 * whoever wakes it, so that under load there are fewer rounds and each has more to do. A failure is logged and the next round comes all
 * the same; rounds that go on failing are one matter, and said again only now and then.
 */
export function keepDoing (log: Logger, name: string, everyMs: number, work: () => Promise<unknown>, restMs = 0): Loop {
  const loop = { stopped: false, wanted: false, alarm: () => {} }
  const trouble = troubleLog(log, name)

  async function run () {
    while (!loop.stopped) {
      loop.wanted = false
      try {
        await work()
        trouble.over()
      } catch (error) {
        if (!loop.stopped) trouble.goesOn(error)
      }
      if (restMs > 0) await pause(restMs, () => loop.stopped)
      await pause(everyMs, () => loop.stopped || loop.wanted)
    }
  }
  async function pause (ms: number, isOver: () => boolean) {
    if (isOver()) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      loop.alarm = () => {
        if (!isOver()) return
        clearTimeout(timer)
        resolve()
      }
    })
  }
  const wake = () => { loop.wanted = true; loop.alarm() }
  const running = run()
  return {
    wake,
    async stop () {
      loop.stopped = true
      wake()
      await running
    }
  }
}

const SAID_AGAIN_AFTER_MS = 10_000

function troubleLog (log: Logger, loop: string) {
  let [rounds, saidAt] = [0, -Infinity]
  return {
    goesOn (err: unknown) {
      rounds++
      if (performance.now() - saidAt < SAID_AGAIN_AFTER_MS) return
      saidAt = performance.now()
      log.error({ loop, err, rounds }, 'a round failed')
    },
    over () {
      if (rounds > 0) log.info({ loop, rounds }, 'rounds go well again')
      rounds = 0
      saidAt = -Infinity
    }
  }
}
