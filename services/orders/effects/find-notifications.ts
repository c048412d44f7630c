import type { Audience, NotificationTemplate } from '../../../machines/order/order-effects.ts'
import type { OrdersDeps } from '../orders-deps.ts'

export type Notification = {
  id: string
  orderId: string
  orderNumber: string
  template: NotificationTemplate
  audience: Audience
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
    .select(['n.id', 'n.order_id', 'o.number', 'n.template', 'n.audience', 'n.created_at', 'n.read_at'])
    .orderBy('n.id', 'desc').limit(limit)
  query = 'accountId' in recipient
    ? query.where('n.account_id', '=', recipient.accountId).where('n.audience', 'in', ['applicant', 'owners', 'counterparty'])
    : query.where('n.account_id', 'is', null).where('n.audience', 'in', recipient.audiences)
  if (afterId) query = query.where('n.id', '<', afterId)
  return (await query.execute()).map((row) => ({
    id: row.id,
    orderId: row.order_id,
    orderNumber: row.number,
    template: row.template,
    audience: row.audience,
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null
  }))
}
