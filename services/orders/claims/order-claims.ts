import type { OrderSnapshot } from '../../../machines/order/decide.ts'
import { ORDER_TYPES, type OrderType } from '../../../machines/order/order-types.ts'
import { groupOf, groupsExcludedBy } from '../../../machines/order/type-check/coexistence.ts'
import { isOpen, ORDER_STATES, type OrderState } from '../../../machines/order/order-states.ts'
import type { Sealing } from '../../platform/sealing.ts'
import { canonicalDomain } from '../../rules/domain-form.ts'
import { isShared } from '../is-shared.ts'
import type { StoredOrder } from '../stored-order.ts'

export type ClaimKind = 'certificate' | 'coexistence' | 'account' | 'both_accounts' | 'domain' | 'at_bureau'

/** What an open order keeps from others, provider-wide. Source: lifecycle 5.1; docs/adr/0014. */
export type Claim = {
  kind: ClaimKind
  /** A keyed hash, in hex. */
  key: string
  /** Null: the key is this order's alone. Otherwise orders share it that say the same here, and exclude all that say another. */
  sharedAs: string | null
  /** Where in the order it comes from, and for a domain its name. */
  field: string | null
  domain: string | null
}

export type Claimant = Pick<StoredOrder, 'id' | 'accountId' | 'counterpartyAccountId' | 'orderType' | 'context' | 'state' | 'typeCheck' | 'content'>

/** All that an order claims as it stands: it follows from the order alone, and is nothing once the order is closed. */
export function claimsOf (sealing: Sealing, order: Claimant): Claim[] {
  if (!isOpen(order.state)) return []
  const claims = [...claimsOnSubject(order), ...claimsOnAccount(order), ...claimsBetweenAccounts(order), ...claimsOnDomains(order)]
    .map(({ value, ...claim }): Claim => ({ ...NO_SOURCE, ...claim, key: sealing.lookupKey(claim.kind, value).toString('hex') }))
  return [...new Map(claims.map((claim) => [claim.key, claim])).values()]
}

/** The rows to insert, as JSON. Sorted: whoever claims several keys waits for them in the same order, so that nobody waits in a circle. */
export function claimRows (claims: Claim[]): string {
  const rows = claims.map(({ kind, key, sharedAs }) => ({ kind, key, shared_as: sharedAs }))
  return JSON.stringify(rows.sort((one, other) => one.kind + one.key < other.kind + other.key ? -1 : 1))
}

type Unhashed = Pick<Claim, 'kind'> & Partial<Omit<Claim, 'key'>> & { value: string }

const NO_SOURCE = { sharedAs: null, field: null, domain: null }
const CERTIFICATE_FIELD = 'subject.certificate.number'

/** One open order per subject; or, by the matrix, what may be open side by side, and one at the bureau at a time (主办者冲突). */
function claimsOnSubject ({ orderType, context, state, typeCheck }: Claimant): Unhashed[] {
  const certificate = typeCheck.certificateNumber.toUpperCase()
  const onSubject = { value: certificate, field: CERTIFICATE_FIELD }
  if (context.policy.openOrders !== 'coexistence_matrix') return [{ kind: 'certificate', ...onSubject }]
  const own = groupOf(orderType)
  const coexistence = groupsExcludedBy(own).map((other): Unhashed => ({
    kind: 'coexistence',
    field: CERTIFICATE_FIELD,
    value: [certificate, ...[own, other].sort()].join('\0'),
    sharedAs: other === own ? null : own
  }))
  return [...coexistence, ...isAtBureau(state) ? [{ kind: 'at_bureau', ...onSubject } as const] : []]
}

function claimsOnAccount (order: Claimant): Unhashed[] {
  return order.context.policy.oneOpenOrderPerAccount ? accountsOf(order).map((value) => ({ kind: 'account', value })) : []
}

/** In `shared_as` of an order that has to do with one account: any number of them share it. */
export const OF_ONE_ACCOUNT = 'of_one_account'

/** Of an order between two accounts both must have no other one open (lifecycle 4.1, 5.1): it shares with nobody. */
function claimsBetweenAccounts (order: Claimant): Unhashed[] {
  const sharedAs = ORDER_TYPES[order.orderType].counterpartyConfirmation ? order.id : OF_ONE_ACCOUNT
  return accountsOf(order).map((value) => ({ kind: 'both_accounts', value, sharedAs }))
}

function accountsOf (order: Claimant): string[] {
  const { accountId, counterpartyAccountId } = order
  return counterpartyAccountId === null || !bindsCounterparty(order) ? [accountId] : [accountId, counterpartyAccountId]
}

/**
 * Whether the other account, too, is kept from other orders: while it is asked and, once it has agreed, while staff and the bureau are
 * at work. On its applicant's desk the order may lie for weeks, and the other account can neither see to it nor decline.
 */
export function bindsCounterparty (order: OrderSnapshot): boolean {
  return isShared(order) && ORDER_STATES[order.state].turn !== 'applicant'
}

/** Orders about a subject as a whole: a domain that they name only says which. */
const OF_WHOLE_SUBJECT: readonly OrderType[] = ['change_subject', 'cancel_subject', 'transfer']

/** Of whatever type about a service, and beside the matrix too: the bureau takes one order of a domain at a time (域名冲突). */
function claimsOnDomains ({ orderType, typeCheck, content }: Claimant): Unhashed[] {
  if (OF_WHOLE_SUBJECT.includes(orderType)) return []
  const named = (content.service?.domains ?? []).flatMap(({ name }, index) =>
    name === undefined ? [] : [claimOnDomain(name, `service.domains[${index}].name`)])
  const { domain } = typeCheck.service
  return domain === undefined ? named : [claimOnDomain(domain, 'service.domains[0].name'), ...named]
}

function claimOnDomain (domain: string, field: string): Unhashed {
  return { kind: 'domain', value: canonicalDomain(domain) ?? domain.toLowerCase(), domain, field }
}

/** From the hand-over until the bureau has answered. */
export function isAtBureau (state: OrderState): boolean {
  return state === 'bureau_submitting' || state === 'sms_verification' || state === 'bureau_review'
}
