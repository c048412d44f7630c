import { until } from '../../support/until.ts'

export type Balancer = {
  /** Sends to one of the processes that say they are ready, in turn. */
  send (path: string, init?: RequestInit): Promise<Response>
  /** How many processes say that they are ready. */
  ready (): number
  /** Requests that each address has answered. */
  answered: Map<string, number>
  close (): Promise<void>
}

const LOOK_EVERY_MS = 100

/** As a load balancer does: looks at each address's /readyz, sends to those that are ready, and never sends twice. */
export function balanceLoad (urls: string[]): Balancer {
  const ready = new Set<string>()
  const answered = new Map(urls.map((url) => [url, 0]))
  let turn = 0
  const end = new AbortController()
  const look = async (url: string) => {
    const answer = await fetch(`${url}/readyz`, { headers: { connection: 'close' } }).catch(() => null) // who does not answer is not ready
    await answer?.text()
    if (answer?.ok) ready.add(url)
    else ready.delete(url)
  }
  const looking = urls.map(async (url) => {
    while (!end.signal.aborted) {
      await look(url)
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    }
  })
  return {
    async send (path, init) {
      const url = await until(() => [...ready][turn++ % ready.size], { description: 'a process is ready' })
      const response = await fetch(url + path, init)
      answered.set(url, answered.get(url)! + 1)
      return response
    },
    ready: () => ready.size,
    answered,
    async close () {
      end.abort()
      await Promise.all(looking)
    }
  }
}
