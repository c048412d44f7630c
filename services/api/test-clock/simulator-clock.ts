import { createHttpClient, type HttpRequest } from '../../platform/http/http-client.ts'
import type { MoveTimeDeps } from './move-time.ts'

/** The clock of the bureau simulator, through its control API. */
export function createSimulatorClock (controlUrl: string): NonNullable<MoveTimeDeps['simulator']> {
  const url = new URL('/control/clock', controlUrl).href
  const http = createHttpClient({ only: [controlUrl], limits: { totalMs: 10_000 } })
  const call = async (request: Pick<HttpRequest, 'method' | 'body'>): Promise<{ nextDueAt: string | null }> => {
    const { status, body } = await http.send({ url, headers: { 'content-type': 'application/json' }, ...request })
    if (status !== 200) throw new Error(`the bureau simulator answers ${status} at its control address`)
    return JSON.parse(body.toString()) as { nextDueAt: string | null }
  }
  return {
    async move (to) {
      await call({ method: 'POST', body: JSON.stringify({ now: to.toISOString() }) })
    },
    async nextDue () {
      const { nextDueAt } = await call({ method: 'GET' })
      return nextDueAt === null ? null : new Date(nextDueAt)
    }
  }
}
