import type { RunningBeian } from '../start-beian.ts'
import { createApiClient, type ApiClient } from './api-client.ts'
import { createApplicant, type Applicant } from './applicant.ts'
import { createBureauControl, type BureauControl } from './bureau-control.ts'
import { createBureauOperator, type BureauOperator } from './bureau-operator.ts'
import { createReviewer, type Reviewer } from './reviewer.ts'

export type People = {
  applicant (name: string, account: string): Promise<Applicant>
  lin: Reviewer
  /** The second of four eyes. */
  mei: Reviewer
  wang: BureauOperator
  /** May do everything that staff may, and move the clock. */
  admin: ApiClient
  bureau: BureauControl
}

/** Everybody who has to do with orders on this Beian, each with a token of their own. */
export async function meetPeople ({ url, simulatorControlUrl, token }: Pick<RunningBeian, 'url' | 'simulatorControlUrl' | 'token'>): Promise<People> {
  const [lin, mei, wang, admin] = await Promise.all([
    token({ role: 'reviewer', sub: 'lin' }), token({ role: 'reviewer', sub: 'mei' }), token({ role: 'bureau_operator', sub: 'wang' }), token({ role: 'admin', sub: 'chen' })
  ])
  return {
    applicant: async (name, account) =>
      createApplicant(name, createApiClient(url, await token({ role: 'applicant', sub: name, account }))),
    lin: createReviewer(createApiClient(url, lin)),
    mei: createReviewer(createApiClient(url, mei)),
    wang: createBureauOperator(createApiClient(url, wang)),
    admin: createApiClient(url, admin),
    bureau: createBureauControl(createApiClient(simulatorControlUrl))
  }
}
