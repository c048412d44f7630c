import { canonicalDomain } from '../../rules/domain-form.ts'
import type { Claim } from './order-claims.ts'
import type { NewOrder } from '../place-order.ts'

/**
 * Where in the body of a new order the value stands that is taken: the type check at the top, the rest below `content`. Null for
 * what the caller did not give: an account of the token, a domain of what is filed.
 */
export function fieldOfClaim ({ typeCheck, content }: NewOrder, { kind, domain }: Claim): string | null {
  if (kind === 'account' || kind === 'both_accounts') return null
  if (domain === null) return 'certificateNumber'
  const isIt = (name: string | undefined) => name !== undefined && canonicalDomain(name) === canonicalDomain(domain)
  if (isIt(typeCheck.service.domain)) return 'service.domain'
  const index = (content?.service?.domains ?? []).findIndex(({ name }) => isIt(name))
  return index === -1 ? null : `content.service.domains[${index}].name`
}
