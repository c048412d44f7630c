import type { ApiRole } from '../../identity/identity.ts'
import { DECIDED_BY } from '../../../orders/testing/reach-states.ts'
import type { StoredOrder } from '../../../orders/stored-order.ts'
import type { TestApi } from '../start-api.ts'

export type Caller = { name: string, role: ApiRole, headers: { authorization: string }, holdsLease: boolean, isCounterparty: boolean }

/** Everybody who may stand before an order of acme, which may lead to beta. The lease of a review is the first reviewer's. */
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

/** The same before an order between two other accounts: beside it neither has another open. */
export async function callerBefore (api: TestApi, caller: Caller, order: StoredOrder): Promise<Caller> {
  const { accountId, counterpartyAccountId } = order
  if (counterpartyAccountId === null || !(caller.isCounterparty || caller.role === 'applicant')) return caller
  const claims = caller.isCounterparty ? { account: counterpartyAccountId, sub: 'of-beta' } : { account: accountId }
  return { ...caller, headers: await api.as('applicant', claims) }
}
