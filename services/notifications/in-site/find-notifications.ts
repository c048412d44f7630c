import { sql } from 'kysely'
import type { Text } from '../../../machines/order/order-events.ts'
import { ORDER_TYPES } from '../../../machines/order/order-types.ts'
import type { NoticeParameters } from '../leave-notification.ts'
import type { Language, MessageTemplate, NotificationAudience } from '../message-templates.ts'
import type { NotificationsDeps } from '../notifications-deps.ts'
import { NO_VALUES } from '../rendering/template-values.ts'
import { inBoxOf, isUnread, type Recipient } from './in-box.ts'

export type Notification = {
  id: string
  /** Null: the order is no longer shown to the account, or it is about none; the words are all there is. */
  orderId: string | null
  orderNumber: string | null
  webhookEndpointId: string | null
  template: MessageTemplate
  audience: NotificationAudience
  message: Text
  createdAt: string
  readAt: string | null
}

type Page = { limit: number, afterId?: string, unread?: boolean }

/** Newest first. */
export async function findNotifications (
  { db, sealing, templates }: Pick<NotificationsDeps, 'db' | 'sealing' | 'templates'>, recipient: Recipient, { limit, afterId, unread = false }: Page
): Promise<Notification[]> {
  let query = inBoxOf(db, recipient).leftJoin('filing_order as o', 'o.id', 'n.order_id')
    .select(['n.id', 'n.order_id', 'n.template', 'n.audience', 'n.parameters', 'n.created_at', 'o.number', 'o.order_type', 'o.account_id', 'o.domain', 'o.shared_with'])
    .select(readAtOf(recipient).as('read_at'))
    .orderBy('n.id', 'desc').limit(limit)
  if (afterId) query = query.where('n.id', '<', afterId)
  if (unread) query = query.where(isUnread(recipient))
  return (await query.execute()).map(({ template, audience, ...row }) => {
    const { webhookEndpointId = null, ...parameters } = row.parameters ? sealing.unseal<NoticeParameters>(row.parameters, row.id) : {}
    const inLanguage = (language: Language) => templates.inSite({
      template,
      audience,
      language,
      values: {
        ...NO_VALUES,
        ...row.order_type && { orderType: ORDER_TYPES[row.order_type].label[language] },
        orderNumber: row.number ?? '',
        account: row.account_id ?? '',
        domain: row.domain ?? '',
        ...parameters
      }
    })
    return {
      id: row.id,
      orderId: audience === 'counterparty' && row.shared_with === null ? null : row.order_id,
      orderNumber: row.number,
      webhookEndpointId,
      template,
      audience,
      message: { zh: inLanguage('zh'), en: inLanguage('en') },
      createdAt: row.created_at.toISOString(),
      readAt: row.read_at?.toISOString() ?? null
    }
  })
}

/** Of what staff have read up to a mark only that much is known: it counts from when it was left. */
function readAtOf (recipient: Recipient) {
  return 'accountId' in recipient
    ? sql<Date | null>`n.read_at`
    : sql<Date | null>`coalesce((select r.read_at from notification_reading r where r.notification_id = n.id and r.reader = ${recipient.reader}),
        case when n.id <= (select k.read_up_to from notification_mark k where k.reader = ${recipient.reader}) then n.created_at end)`
}
