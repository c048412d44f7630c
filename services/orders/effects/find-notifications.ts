import type { Audience } from '../../../machines/order/order-effects.ts'
import type { Text } from '../../../machines/order/order-events.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import { describeNotification } from './describe-notification.ts'
import type { MessageTemplate } from './notification-words.ts'

export type Notification = {
  id: string
  /** Null: the order is no longer shown to the account; the words are all there is. */
  orderId: string | null
  orderNumber: string
  template: MessageTemplate
  audience: Audience
  message: Text
  createdAt: string
  readAt: string | null
}

/** Whose in-site messages: an account's, or what is meant for staff. */
export type Recipient = { accountId: string } | { audiences: Audience[] }

/** Newest first. */
export async function findNotifications (
  { db }: OrdersDeps, recipient: Recipient, { limit, afterId }: { limit: number, afterId?: string }
): Promise<Notification[]> {
  if ('audiences' in recipient && recipient.audiences.length === 0) return []
  let query = db.selectFrom('notification as n').innerJoin('filing_order as o', 'o.id', 'n.order_id')
    .select(['n.id', 'n.order_id', 'o.number', 'n.template', 'n.audience', 'n.created_at', 'n.read_at', 'o.order_type', 'o.account_id', 'o.shared_with'])
    .orderBy('n.id', 'desc').limit(limit)
  query = 'accountId' in recipient
    ? query.where('n.account_id', '=', recipient.accountId).where('n.audience', 'in', ['applicant', 'owners', 'counterparty'])
    : query.where('n.account_id', 'is', null).where('n.audience', 'in', recipient.audiences)
  if (afterId) query = query.where('n.id', '<', afterId)
  return (await query.execute()).map(({ template, audience, ...row }) => ({
    id: row.id,
    orderId: audience === 'counterparty' && row.shared_with === null ? null : row.order_id,
    orderNumber: row.number,
    template,
    audience,
    message: describeNotification({ template, audience, orderType: row.order_type, orderNumber: row.number, accountId: row.account_id }),
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null
  }))
}
