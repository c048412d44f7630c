import type { Identity } from './identity.ts'
import { requestInvalid } from '../problems/request-error.ts'

/** An applicant's own account, or the one that somebody names who acts for any; undefined when they name none. @throws RequestError */
export function accountSpokenFor ({ accountId: own }: Identity, named: string | undefined): string | undefined {
  if (own !== null && named !== undefined && named !== own) {
    throw requestInvalid('accountId', 'ACCOUNT_NOT_YOURS', { zh: '不是您令牌所属的账号', en: 'is not the account of your token' })
  }
  return own ?? named
}
