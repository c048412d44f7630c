import type { Logger } from '../platform/logger.ts'

export type Loop = { wake (): void, stop (): Promise<void> }

/**
 * Does the same thing over and over: at once when woken, at the latest after `everyMs`. A failure is logged and the
 * next round comes all the same.
 */
export function keepDoing (log: Logger, name: string, everyMs: number, work: () => Promise<unknown>): Loop {
  let stopped = false
  let wanted = false
  let alarm: (() => void) | undefined

  async function run () {
    while (!stopped) {
      wanted = false
      try {
        await work()
      } catch (error) {
        if (!stopped) log.error({ loop: name, err: error }, 'a round failed')
      }
      if (!wanted && !stopped) await pause()
    }
  }
  async function pause () {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, everyMs)
      alarm = () => { clearTimeout(timer); resolve() }
    })
    alarm = undefined
  }
  const running = run()
  const wake = () => { wanted = true; alarm?.() }
  return {
    wake,
    async stop () {
      stopped = true
      wake()
      await running
    }
  }
}
