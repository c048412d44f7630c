import type { ApiRole } from '../../identity/identity.ts'
import { DECIDED_BY } from '../../../orders/testing/reach-states.ts'
import type { TestApi } from '../start-api.ts'

export type Caller = { name: string, role: ApiRole, headers: { authorization: string }, holdsLease: boolean, isCounterparty: boolean }

/** Everybody who may stand before an order. The lease of a review is the first reviewer's. */
export async function everyCaller (api: TestApi): Promise<Caller[]> {
  const caller = async (name: string, role: ApiRole, claims: object = {}): Promise<Caller> => ({
    name,
    role,
    headers: await api.as(role, claims),
    holdsLease: name === 'reviewer with the lease',
    isCounterparty: name === 'counterparty'
  })
  return await Promise.all([
    caller('applicant', 'applicant'),
    caller('counterparty', 'applicant', { account: 'beta', sub: 'of-beta' }),
    caller('reviewer with the lease', 'reviewer', { sub: DECIDED_BY }),
    caller('reviewer without', 'reviewer', { sub: 'reviewer-2' }),
    caller('bureau_operator', 'bureau_operator'),
    caller('admin', 'admin'),
    caller('integrator', 'integrator')
  ])
}
