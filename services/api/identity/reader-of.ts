import type { Actor } from '../../../machines/order/order-events.ts'
import type { Identity } from './identity.ts'

/** Who reads, and the only account of which they see orders. */
export function readerOf ({ subject: id, role, accountId }: Identity): { by: Actor, accountId?: string } {
  return { by: { id, role }, ...accountId !== null && { accountId } }
}
