import type { Identity } from './identity.ts'
import { requestInvalid } from '../problems/request-error.ts'

/** Whose order it is to be: an applicant's own account, or the one that staff and integrators name. @throws RequestError */
export function accountOf ({ accountId: own }: Identity, named: string | undefined): string {
  if (own !== null && named !== undefined && named !== own) {
    throw requestInvalid('accountId', 'ACCOUNT_NOT_YOURS', { zh: '只能为自己的账号下单', en: 'is not the account of your token' })
  }
  const accountId = own ?? named
  if (accountId === undefined) {
    throw requestInvalid('accountId', 'FIELD_REQUIRED', { zh: '须指明订单所属账号', en: 'is required: whose order is it?' })
  }
  return accountId
}
