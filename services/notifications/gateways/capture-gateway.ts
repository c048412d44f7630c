import type { Kysely } from 'kysely'
import type { Sealing } from '../../platform/sealing.ts'
import type { OutsideChannel } from '../message-templates.ts'
import type { NotificationsDatabase } from '../notification-tables.ts'
import type { Mail, MailGateway } from './mail-gateway.ts'
import type { Sms, SmsGateway } from './sms-gateway.ts'

type Deps = { db: Kysely<NotificationsDatabase>, sealing: Sealing, now: () => Date }
/** What is kept sealed of one. */
export type CapturedContent = {
  to: string
  subject: string | null
  text: string
  html: string | null
  parameters: Record<string, string> | null
}

/** The gateway where none is configured: keeps what it would send, for GET /v1/captured-messages. Once, however often it is given. */
export function captureGateway (deps: Deps, channel: 'mail'): MailGateway
export function captureGateway (deps: Deps, channel: 'sms'): SmsGateway
export function captureGateway ({ db, sealing, now }: Deps, channel: OutsideChannel) {
  return {
    async send ({ messageId: id, orderId, template, language, ...sent }: Mail | Sms) {
      const content: CapturedContent = { subject: null, html: null, parameters: null, ...sent }
      await db.insertInto('captured_message').values({
        id, order_id: orderId, channel, language, template, content: sealing.seal(content, id), captured_at: now()
      }).onConflict((conflict) => conflict.column('id').doNothing()).execute()
      return { providerId: null }
    },
    close: async () => {}
  }
}
