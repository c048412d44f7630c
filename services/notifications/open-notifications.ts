import type { NotificationsDeps } from './notifications-deps.ts'
import { readStaffMail } from './preferences/staff-mail.ts'
import { loadTemplates } from './rendering/load-templates.ts'

type Base = Omit<NotificationsDeps, 'templates' | 'staffMail'>
type Config = Readonly<{ NOTIFICATION_TEMPLATES_DIR?: string, STAFF_MAIL: string }>

/** As the environment says. @throws Error that lists every fault in the provider's templates or addresses */
export function openNotifications (base: Base, { NOTIFICATION_TEMPLATES_DIR: folder, STAFF_MAIL: mail }: Config): NotificationsDeps {
  return { ...base, templates: loadTemplates(folder), staffMail: readStaffMail(mail) }
}
