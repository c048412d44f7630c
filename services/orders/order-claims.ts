import { DomainError } from '../../machines/order/order-errors.ts'
import type { Sealing } from '../platform/sealing.ts'
import { canonicalDomain } from '../rules/domain-form.ts'
import type { TypeCheck } from '../rules/order-content.ts'
import type { OrdersDeps } from './orders-deps.ts'
import type { StoredOrder } from './stored-order.ts'

/** A key that only one open order may hold, provider-wide; `key` in hex. Source: lifecycle 5.1. */
export type Claim = { kind: 'certificate' | 'domain', key: string }

export function claimsOf (sealing: Sealing, { certificateNumber, service }: TypeCheck): Claim[] {
  const claim = (kind: Claim['kind'], value: string): Claim => ({ kind, key: sealing.lookupKey(kind, value).toString('hex') })
  return [
    claim('certificate', certificateNumber.toUpperCase()),
    ...service.domain ? [claim('domain', canonicalDomain(service.domain) ?? service.domain.toLowerCase())] : []
  ]
}

/** What blocks and the way out. Only to the account that owns it is the other order named. */
export async function explainClaim (
  { db, sealing }: OrdersDeps, { accountId, typeCheck }: Pick<StoredOrder, 'accountId' | 'typeCheck'>
): Promise<DomainError> {
  for (const { kind, key } of claimsOf(sealing, typeCheck)) {
    const holder = await db.selectFrom('order_claim').innerJoin('filing_order', 'filing_order.id', 'order_claim.order_id')
      .select(['filing_order.id', 'filing_order.number', 'filing_order.account_id'])
      .where('kind', '=', kind).where('key', '=', Buffer.from(key, 'hex')).executeTakeFirst()
    if (!holder) continue
    const own = holder.account_id === accountId
    return new DomainError('open_order_exists', WORDS[kind](own), {
      claim: kind, ...own && { orderId: holder.id, orderNumber: holder.number }
    })
  }
  return new DomainError('open_order_exists', 'An order for the same subject or domain was open a moment ago: try again.')
}

const WORDS = {
  certificate: (own: boolean) => `This certificate number has an order in progress. ${wayOut(own)}`,
  domain: (own: boolean) => `This domain has an order in progress. ${wayOut(own)}`
}

function wayOut (own: boolean): string {
  return own ? 'Finish or abandon that order first.' : 'It belongs to another account: finish it there, or prove your ownership to the provider.'
}
