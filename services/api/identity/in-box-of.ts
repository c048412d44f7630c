import type { Recipient } from '../../notifications/in-site/in-box.ts'
import type { NotificationAudience } from '../../notifications/message-templates.ts'
import type { Sealing } from '../../platform/sealing.ts'
import type { ApiRole, Identity } from './identity.ts'

const AUDIENCES: Record<ApiRole, NotificationAudience[]> = {
  applicant: [],
  integrator: [],
  reviewer: ['reviewers'],
  bureau_operator: ['bureau_operators'],
  admin: ['reviewers', 'bureau_operators', 'admins']
}

/** Whose in-site messages the caller reads: those of the account; of staff, those for their role. */
export function inBoxOf ({ accountId, role, caller }: Identity, sealing: Sealing): Recipient {
  return accountId === null ? { audiences: AUDIENCES[role], reader: sealing.lookupKey('reader', caller) } : { accountId }
}
