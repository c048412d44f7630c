import { sql } from 'kysely'
import type { Language, MessageTemplate, NotificationAudience, OutsideChannel } from '../message-templates.ts'
import type { NotificationsDeps } from '../notifications-deps.ts'

export type ClaimedMessage = {
  id: string
  notificationId: string
  orderId: string | null
  accountId: string | null
  template: MessageTemplate
  audience: NotificationAudience
  channel: OutsideChannel
  language: Language
  addressKey: Buffer
  content: Buffer
  hint: Buffer
  quiet: boolean
  /** With this one. */
  tries: number
  expiresAt: Date | null
  /** It asks for a verification, and the order waits for none any more. */
  outlived: boolean
  /** Its address bounced after it was written down. */
  suppressed: boolean
}

/**
 * Takes a message to be sent now: once for each try, so that a job that runs twice sends once. Null: somebody else has it, or it has ended.
 * A job may be faster than the commit that marks its row queued, so that pending counts too.
 */
export async function claimMessage ({ db }: Pick<NotificationsDeps, 'db'>, id: string, tries: number): Promise<ClaimedMessage | null> {
  const row = await db.updateTable('message as m').from('notification as n')
    .set({ state: 'sending', tries: tries + 1, queued_at: sql`clock_timestamp()` })
    .whereRef('n.id', '=', 'm.notification_id')
    .where('m.id', '=', id).where('m.tries', '=', tries).where('m.state', 'in', ['pending', 'queued'])
    .returning(({ exists, selectFrom }) => [
      'm.id', 'm.notification_id as notificationId', 'n.order_id as orderId', 'n.account_id as accountId', 'n.template', 'n.audience', 'm.channel',
      'm.language', 'm.address_key as addressKey', 'm.content', 'm.hint', 'm.quiet', 'm.tries', 'm.expires_at as expiresAt',
      exists(selectFrom('suppressed_address as s').select('s.channel').whereRef('s.channel', '=', 'm.channel').whereRef('s.address_key', '=', 'm.address_key'))
        .as('suppressed'),
      sql<boolean>`m.expires_at is not null and exists (select from filing_order o where o.id = n.order_id and o.state <> 'sms_verification')`.as('outlived')
    ]).executeTakeFirst()
  return row ? { ...row, content: row.content!, suppressed: Boolean(row.suppressed) } : null
}
