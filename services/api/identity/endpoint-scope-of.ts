import type { EndpointScope } from '../../webhooks/endpoints/lock-endpoint.ts'
import type { ApiRole, Identity } from './identity.ts'

/** Reviewers and operators work in the console; nothing of theirs listens. */
export const WEBHOOK_ROLES: readonly ApiRole[] = ['applicant', 'integrator', 'admin']

/** Whose webhook endpoints somebody sees: an applicant those of its account, the others all. */
export function endpointScopeOf ({ accountId }: Pick<Identity, 'accountId'>): EndpointScope {
  return accountId === null ? {} : { accountId }
}
