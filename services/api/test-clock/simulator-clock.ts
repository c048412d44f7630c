import type { MoveTimeDeps } from './move-time.ts'

/** The clock of the bureau simulator, through its control API. */
export function createSimulatorClock (controlUrl: string): NonNullable<MoveTimeDeps['simulator']> {
  const address = new URL('/control/clock', controlUrl)
  const call = async (init?: RequestInit): Promise<{ nextDueAt: string | null }> => {
    const response = await fetch(address, { ...init, signal: AbortSignal.timeout(10_000) })
    if (!response.ok) throw new Error(`the bureau simulator answers ${response.status} at its control address`)
    return await response.json() as { nextDueAt: string | null }
  }
  return {
    async move (to) {
      await call({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ now: to.toISOString() }) })
    },
    async nextDue () {
      const { nextDueAt } = await call()
      return nextDueAt === null ? null : new Date(nextDueAt)
    }
  }
}
