import type { BureauPace } from '../beian-parts.ts'
import type { ApiClient } from './api-client.ts'

/** The other side of the counter, through the control API of the simulator: bureau, telephones and bad luck. */
export type BureauControl = {
  /** The owners of this domain enter the codes of the SMS that they got. */
  enterSmsCodes (domain: string): Promise<void>
  /** What will happen to the next `times` submissions of this domain: see the simulator's README. */
  arrange (domain: string, scenario: string, times?: number): Promise<void>
  setPace (pace: BureauPace): Promise<void>
}

type Requests = { requests: Array<{ id: string, phase: string, domains: string[] }> }

export function createBureauControl (api: ApiClient): BureauControl {
  const post = async (path: string, body: unknown) => { await api(`/control/${path}`, { method: 'POST', body }) }
  return {
    async enterSmsCodes (domain) {
      const { requests } = await api<Requests>('/control/requests')
      const request = requests.findLast(({ phase, domains }) => phase === 'sms' && domains.includes(domain))
      if (!request) throw new Error(`the bureau waits for no SMS code of ${domain}`)
      await post('sms/confirm', { requestId: request.id })
    },
    arrange: async (domain, scenario, times) => await post('scripts', { domain, scenario, ...times !== undefined && { times } }),
    setPace: async (pace) => await post('pace', pace)
  }
}
