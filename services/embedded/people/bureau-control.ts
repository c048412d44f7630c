import type { BureauPace } from '../beian-parts.ts'
import type { ApiClient } from './api-client.ts'

/** The other side of the counter, through the control API of the simulator: bureau, telephones and bad luck. */
export type BureauControl = {
  /** The owners of this domain enter the codes of the SMS that they got. */
  enterSmsCodes (domain: string): Promise<void>
  /** The reviewer of the bureau decides now, whatever its pace. */
  decide (domain: string, pass: boolean): Promise<void>
  /** What will happen to the next `times` submissions of this domain: see the simulator's README. */
  arrange (domain: string, scenario: string, times?: number): Promise<void>
  setPace (pace: BureauPace): Promise<void>
}

type Requests = { requests: Array<{ id: string, phase: string, domains: string[] }> }

export function createBureauControl (api: ApiClient): BureauControl {
  const post = async (path: string, body: unknown) => { await api(`/control/${path}`, { method: 'POST', body }) }
  const findRequest = async (domain: string, phases: string[]): Promise<string | undefined> => {
    const { requests } = await api<Requests>('/control/requests')
    return requests.findLast(({ phase, domains }) => phases.includes(phase) && domains.includes(domain))?.id
  }
  return {
    async enterSmsCodes (domain) {
      const requestId = await findRequest(domain, ['sms'])
      if (requestId === undefined) throw new Error(`the bureau waits for no SMS code of ${domain}`)
      await post('sms/confirm', { requestId })
    },
    async decide (domain, pass) {
      const requestId = await findRequest(domain, ['sms', 'review'])
      if (requestId === undefined) throw new Error(`no request about ${domain} is before a reviewer of the bureau`)
      await post('decide', { requestId, pass })
    },
    arrange: async (domain, scenario, times) => await post('scripts', { domain, scenario, ...times !== undefined && { times } }),
    setPace: async (pace) => await post('pace', pace)
  }
}
