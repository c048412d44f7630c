import { DomainError } from '../../../machines/order/order-errors.ts'
import type { OutsideChannel } from '../message-templates.ts'
import type { NotificationsDeps } from '../notifications-deps.ts'

export type SuppressedAddress = {
  /** The message that did not arrive. */
  messageId: string
  channel: OutsideChannel
  /** Masked; null once the order that the message was about is deleted. */
  address: string | null
  accountId: string | null
  note: string
  suppressedAt: string
}

type Deps = Pick<NotificationsDeps, 'db' | 'sealing'>

/** Where nothing is sent any more, newest message first. */
export async function findSuppressed (
  { db, sealing }: Deps, { limit, afterId }: { limit: number, afterId?: string }
): Promise<SuppressedAddress[]> {
  let query = db.selectFrom('suppressed_address as s')
    .leftJoin('message as m', 'm.id', 's.message_id').leftJoin('notification as n', 'n.id', 'm.notification_id')
    .select(['s.message_id as messageId', 's.channel', 's.note', 's.suppressed_at as suppressedAt', 'm.hint', 'n.account_id as accountId'])
    .orderBy('s.message_id', 'desc').limit(limit)
  if (afterId !== undefined) query = query.where('s.message_id', '<', afterId)
  return (await query.execute()).map(({ hint, suppressedAt, ...row }) => ({
    ...row, address: hint === null ? null : sealing.unseal<string>(hint, row.messageId), suppressedAt: suppressedAt.toISOString()
  }))
}

/** The address works again: what comes from now on is sent there. @throws DomainError suppressed_address_not_found */
export async function liftSuppression ({ db }: Pick<Deps, 'db'>, messageId: string): Promise<void> {
  const { numDeletedRows } = await db.deleteFrom('suppressed_address').where('message_id', '=', messageId).executeTakeFirst()
  if (numDeletedRows === 0n) throw suppressionNotFound()
}

export function suppressionNotFound (): DomainError {
  return new DomainError('suppressed_address_not_found', 'No address is suppressed since that message: see GET /v1/suppressed-addresses.')
}
