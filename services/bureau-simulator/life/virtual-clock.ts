import type { BureauStore } from '../state/bureau-store.ts'

/** Real time plus an offset that only grows: moved forward at once, and flowing on from there. */
export type VirtualClock = {
  now (): Date
  moveTo (moment: Date): void
}

export function createVirtualClock (store: BureauStore, realNow: () => Date): VirtualClock {
  const settings = () => {
    const found = store.get('settings', 'settings')
    if (!found) throw new Error('the clock is asked before the settings stand')
    return found
  }
  return {
    now: () => new Date(realNow().getTime() + settings().clockOffsetMs),
    moveTo (moment) {
      const clockOffsetMs = Math.max(settings().clockOffsetMs, moment.getTime() - realNow().getTime())
      store.put('settings', 'settings', { ...settings(), clockOffsetMs })
    }
  }
}
