import type { Logger } from './logger.ts'

export type Loop = { wake (): void, stop (): Promise<void> }

/**
 * Does the same thing over and over: at once when woken, at the latest after `everyMs`. A failure is logged and the
 * next round comes all the same.
 */
export function keepDoing (log: Logger, name: string, everyMs: number, work: () => Promise<unknown>): Loop {
  const loop = { stopped: false, wanted: false, alarm: () => {} }

  async function run () {
    while (!loop.stopped) {
      loop.wanted = false
      try {
        await work()
      } catch (error) {
        if (!loop.stopped) log.error({ loop: name, err: error }, 'a round failed')
      }
      if (!loop.wanted && !loop.stopped) await pause()
    }
  }
  async function pause () {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, everyMs)
      loop.alarm = () => { clearTimeout(timer); resolve() }
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
