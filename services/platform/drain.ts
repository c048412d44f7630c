import { setTimeout as wait } from 'node:timers/promises'
import type { Readiness } from './readiness.ts'

export type Drain = {
  /** False from the moment that this process is to end. */
  isOpen (): boolean
  check (): Readiness
  /** Says at /readyz that this process is to end, and gives those who send it requests the time to notice. */
  begin (): Promise<void>
}

export function createDrain (drainMs: number): Drain {
  let open = true
  return {
    isOpen: () => open,
    check: () => open ? { name: 'open', ok: true } : { name: 'open', ok: false, remedy: 'this process is closing: ask another' },
    async begin () {
      open = false
      await wait(drainMs)
    }
  }
}
