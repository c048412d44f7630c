import type { Kysely } from 'kysely'
import type { Logger } from '../platform/logger.ts'
import type { Sealing } from '../platform/sealing.ts'
import type { MailGateway } from './gateways/mail-gateway.ts'
import type { SmsGateway } from './gateways/sms-gateway.ts'
import type { NotificationsDatabase } from './notification-tables.ts'
import type { StaffMail } from './preferences/staff-mail.ts'
import type { Templates } from './rendering/load-templates.ts'

/** What every function of this library needs; built once in a process's main.ts. */
export type NotificationsDeps = {
  db: Kysely<NotificationsDatabase>
  sealing: Sealing
  /** Tries again, quiet hours and windows go by it. */
  now: () => Date
  templates: Templates
  staffMail: StaffMail
  /** Messages are due: the relay need not wait for its next look. */
  wakeRelay: () => void
}

/** What sending needs besides. */
export type SendingDeps = NotificationsDeps & { log: Logger, mail: MailGateway, sms: SmsGateway }
