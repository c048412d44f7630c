import type { Logger } from './logger.ts'
import { stopWithParent } from './stop-with-parent.ts'

const GRACE_MS = 10_000

/**
 * Closes once, in the order given, on SIGTERM, SIGINT or the end of the supervisor; then the process ends. `drainMs` is the
 * part of it that is spent waiting, on purpose.
 */
export function closeOnSignal (log: Logger, closers: Array<() => Promise<unknown>>, drainMs = 0): void {
  let closing = false
  const close = async (reason: string) => {
    if (closing) return
    closing = true
    log.info({ reason }, 'closing')
    setTimeout(() => process.exit(1), drainMs + GRACE_MS).unref()
    let code = 0
    for (const closer of closers) {
      try {
        await closer()
      } catch (error) {
        code = 1
        log.error({ err: error }, 'a part did not close cleanly')
      }
    }
    process.exit(code)
  }
  process.once('SIGTERM', () => close('SIGTERM'))
  process.once('SIGINT', () => close('SIGINT'))
  stopWithParent(() => close('the supervisor has ended'))
}
