import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { MessageTemplate, NotificationAudience } from './message-templates.ts'
import type { OutgoingMessage } from './messages/compose-messages.ts'
import type { NotificationsDatabase } from './notification-tables.ts'
import type { NotificationsDeps } from './notifications-deps.ts'

export type LeftNotification = {
  orderId: string | null
  version: number | null
  /** Once for each, however often it is left. */
  occasion: string
  template: MessageTemplate
  audience: NotificationAudience
  /** Null: staff. */
  accountId: string | null
  inSite: boolean
  /** What the words need and the order does not tell. */
  parameters?: NoticeParameters
  messages: OutgoingMessage[]
}

/** Kept sealed with the notification. */
export type NoticeParameters = { url?: string, webhookEndpointId?: string, address?: string, channel?: 'mail' | 'sms' }

/**
 * A notification and the messages that carry it outside, in the statement that follows: `leaveNotification(…).selectFrom(…)`, or
 * `.updateTable(…)`. Where the notification is there already nothing is written, so that nobody hears of one occasion twice.
 */
export function leaveNotification (db: Kysely<NotificationsDatabase>, { sealing, now }: Pick<NotificationsDeps, 'sealing' | 'now'>, left: LeftNotification) {
  const id = randomUUIDv7()
  return db
    .with('told', (db) => db.insertInto('notification').values({
      id,
      order_id: left.orderId,
      version: left.version,
      occasion: left.occasion,
      template: left.template,
      audience: left.audience,
      account_id: left.accountId,
      in_site: left.inSite,
      parameters: left.parameters ? sealing.seal(left.parameters, id) : null,
      created_at: now(),
      read_at: null
    }).onConflict((conflict) => conflict.constraint('once_per_occasion_and_audience').doNothing()).returning('id'))
    .with('written', (db) => db.insertInto('message').columns([
      'id', 'notification_id', 'channel', 'language', 'address_key', 'content', 'hint', 'quiet', 'state', 'tries', 'created_at', 'due_at', 'expires_at'
    ]).expression(messagesOf(left.messages, now())))
}

/** One whose address is suppressed is written down as such, and holds nothing. */
function messagesOf (messages: OutgoingMessage[], at: Date) {
  const column = <Name extends keyof OutgoingMessage>(name: Name) => messages.map((message) => message[name])
  return sql`
    select m.id, told.id, m.channel, m.language, m.address_key, case when s.address_key is null then m.content end, m.hint, m.quiet,
      case when s.address_key is null then 'pending' else 'suppressed' end, 0, ${at}::timestamptz, m.due_at, m.expires_at
    from told cross join unnest(${column('id')}::uuid[], ${column('channel')}::text[], ${column('language')}::text[], ${column('addressKey')}::bytea[],
      ${column('content')}::bytea[], ${column('hint')}::bytea[], ${column('quiet')}::boolean[], ${column('dueAt')}::timestamptz[], ${column('expiresAt')}::timestamptz[])
      as m (id, channel, language, address_key, content, hint, quiet, due_at, expires_at)
    left join suppressed_address s on s.channel = m.channel and s.address_key = m.address_key`
}
