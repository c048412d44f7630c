import { sql } from 'kysely'
import { DomainError } from '../../../machines/order/order-errors.ts'
import type { Text } from '../../../machines/order/order-events.ts'
import { ORDER_TYPES, type OrderType } from '../../../machines/order/order-types.ts'
import { claimsOf, type Claim, type Claimant } from './order-claims.ts'
import { isVisibleTo } from '../role-for-order.ts'
import type { OrdersDeps } from '../orders-deps.ts'

const CLAIM_CONSTRAINTS = ['one_open_order_per_key', 'orders_that_may_not_coexist']

/** Whether a write was refused because another open order holds what this one claims. */
export function isClaimTaken (constraint: string | undefined): boolean {
  return constraint !== undefined && CLAIM_CONSTRAINTS.includes(constraint)
}

/**
 * What blocks and the way out. Only to the account that owns it is anything said of the other order; a foreign one is
 * neither named nor described. `fieldOf` tells where the caller gave the value that is taken.
 */
export async function explainClaim (
  deps: OrdersDeps, order: Claimant, fieldOf: (claim: Claim) => string | null = ({ field }) => field
): Promise<DomainError> {
  const claims = claimsOf(deps.sealing, order)
  const holder = await findHolder(deps, order.id, claims)
  const claim = claims[holder?.place ?? -1]
  if (!holder || !claim) return new DomainError('order_busy', 'An order for the same subject or domain was open a moment ago: try again.')
  const own = isVisibleTo(order.accountId, { accountId: holder.account_id, sharedWith: holder.shared_with })
  const field = fieldOf(claim)
  return new DomainError('open_order_exists', `${whatBlocks(claim, own ? holder.order_type : null)} ${wayOut(claim, own)}`, {
    claim: claim.kind,
    ...claim.domain !== null && { domain: claim.domain },
    ...own && { orderId: holder.id, orderNumber: holder.number, orderType: holder.order_type },
    ...field !== null && { errors: [{ field, code: 'OPEN_ORDER_EXISTS', message: IN_PROGRESS }] }
  })
}

type Holder = { place: number, id: string, number: string, account_id: string, shared_with: string | null, order_type: OrderType }

/** The first claim, in their order, that another order holds. Two branches, so that each finds its index. */
async function findHolder ({ db }: OrdersDeps, orderId: string, claims: Claim[]): Promise<Holder | undefined> {
  const wanted = JSON.stringify(claims.map(({ kind, key, sharedAs }, index) => ({ place: index, kind, key, shared_as: sharedAs })))
  const { rows } = await sql<Holder>`
    select wanted.place, o.id, o.number, o.account_id, o.shared_with, o.order_type
    from json_to_recordset(${wanted}::json) as wanted (place integer, kind text, key text, shared_as text)
    cross join lateral (
      select order_id from order_claim k
      where wanted.shared_as is null and k.shared_as is null and k.kind = wanted.kind and k.key = decode(wanted.key, 'hex')
      union all
      select order_id from order_claim k
      where k.shared_as is not null and k.shared_as <> wanted.shared_as and k.key = decode(wanted.key, 'hex')
    ) held
    join filing_order o on o.id = held.order_id
    where o.id <> ${orderId} order by wanted.place, o.account_id, o.id limit 1`.execute(db)
  return rows[0]
}

const IN_PROGRESS: Text = { zh: '已有进行中的订单', en: 'has an order in progress' }

/** Said as rules: what another account has open is not told. */
const ONE_AT_A_TIME = 'Each account of this order may have one order open at a time.'
const BOTH_FREE = 'An order between two accounts needs both of them without another open order.'

function whatBlocks ({ kind, domain }: Claim, ownType: OrderType | null): string {
  switch (kind) {
    case 'certificate': return 'This certificate number has an order in progress.'
    case 'coexistence': return ownType === null
      ? 'An order of this subject is open that may not run beside this one.'
      : `An order of this subject is open that may not run beside this one: ${ORDER_TYPES[ownType].label.en}.`
    case 'account': return ownType === null ? ONE_AT_A_TIME : 'Your account has another order in progress, and may have one at a time.'
    case 'both_accounts': return ownType === null || !ORDER_TYPES[ownType].counterpartyConfirmation
      ? BOTH_FREE
      : `An order between your account and another one is in progress, and no other may be beside it: ${ORDER_TYPES[ownType].label.en}.`
    case 'domain': return `The domain ${domain} has an order in progress.`
    case 'at_bureau': return 'Another order of this subject is at the bureau, which takes one at a time.'
  }
}

function wayOut ({ kind }: Claim, own: boolean): string {
  if (!own && (kind === 'account' || kind === 'both_accounts')) return 'Have the other account finish or abandon what it has begun, and try again.'
  if (kind === 'both_accounts') return 'Finish that order first: answer it when it asks you; one of your own you may abandon.'
  if (kind === 'at_bureau') return 'Wait until the bureau has decided.'
  return own ? 'Finish or abandon that order first.' : 'It belongs to another account: finish it there, or prove your ownership to the provider.'
}
