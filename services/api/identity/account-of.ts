import type { Identity } from './identity.ts'
import { accountSpokenFor } from './account-spoken-for.ts'
import { requestInvalid } from '../problems/request-error.ts'

/** Whose order it is to be: an applicant's own account, or the one that staff and integrators name. @throws RequestError */
export function accountOf (identity: Identity, named: string | undefined): string {
  const accountId = accountSpokenFor(identity, named)
  if (accountId === undefined) {
    throw requestInvalid('accountId', 'FIELD_REQUIRED', { zh: '须指明订单所属账号', en: 'is required: whose order is it?' })
  }
  return accountId
}
