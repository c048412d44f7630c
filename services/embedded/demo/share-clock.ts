/** The test clock of the service. */
export type MovableClock = {
  now (): Promise<Date>
  moveTo (moment: Date): Promise<Date>
}

export type SharedClock = {
  /** Waits until that much time has passed for everybody. */
  pass (ms: number): Promise<void>
  /** One of those who share it is at its end, and no longer waited for. */
  leave (): void
}

type Sleeper = { until: number, wake: () => void, fail: (error: unknown) => void }

/** Who would wake within this time of the first is woken together with it: every move of the clock takes a moment. */
const TOGETHER_MS = 2 * 60 * 1000

/**
 * One clock for several stories: it moves when all of them wait for it, and only to the moment for which the first waits.
 * So nobody's time runs while they are in the middle of something.
 */
export async function shareClock (clock: MovableClock, sharers: number): Promise<SharedClock> {
  let aheadMs = (await clock.now()).getTime() - Date.now()
  let present = sharers
  let sleepers: Sleeper[] = []

  async function moveIfAllSleep (): Promise<void> {
    if (sleepers.length === 0 || sleepers.length < present) return
    const first = Math.min(...sleepers.map(({ until }) => until))
    const woken = sleepers.filter(({ until }) => until <= first + TOGETHER_MS)
    sleepers = sleepers.filter((sleeper) => !woken.includes(sleeper))
    const target = Math.max(...woken.map(({ until }) => until))
    try {
      aheadMs = (await clock.moveTo(new Date(target))).getTime() - Date.now()
      for (const { wake } of woken) wake()
    } catch (error) {
      for (const { fail } of woken) fail(error)
    }
  }

  return {
    pass: async (ms) => await new Promise((resolve, reject) => {
      sleepers.push({ until: Date.now() + aheadMs + ms, wake: resolve, fail: reject })
      moveIfAllSleep()
    }),
    leave () {
      present--
      moveIfAllSleep()
    }
  }
}
