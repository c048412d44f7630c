import type { Kysely } from 'kysely'
import { findAddresses } from './find-addresses.ts'
import { leaveNotification, type NoticeParameters } from './leave-notification.ts'
import type { OtherTemplate } from './message-templates.ts'
import { channelsInBoth, composeMessages } from './messages/compose-messages.ts'
import { channelsFor, NOTIFICATION_PLAN } from './notification-plan.ts'
import type { NotificationsDatabase } from './notification-tables.ts'
import type { NotificationsDeps } from './notifications-deps.ts'
import { channelsChosen, DEFAULT_PREFERENCES, readPreferences } from './preferences/notification-preferences.ts'
import { NO_VALUES, type TemplateValues } from './rendering/template-values.ts'

export type AccountNotice = {
  occasion: string
  template: OtherTemplate
  /** Null: whoever keeps this installation alive. */
  accountId: string | null
  parameters?: NoticeParameters
  /** The order that it is about, with what the words need of it. */
  order?: { id: string, version: number, values: (language: 'zh' | 'en') => Partial<TemplateValues>, contacts: Parameters<typeof findAddresses>[0]['order'] }
}

/** Tells an account something that is no transition of an order, in the commit of whatever has happened. Once an occasion. */
export async function tellAccount (db: Kysely<NotificationsDatabase>, deps: NotificationsDeps, notice: AccountNotice): Promise<void> {
  const { occasion, template, accountId, parameters, order } = notice
  const audience = accountId === null ? 'admins' : 'applicant'
  const preferences = accountId === null ? DEFAULT_PREFERENCES : await readPreferences({ ...deps, db }, accountId)
  const { language, receivers, quietHoursForMail } = preferences
  const { kind } = NOTIFICATION_PLAN[template]
  const chosen = channelsChosen(preferences, kind)
  const { webhookEndpointId: _, ...words } = parameters ?? {}
  await leaveNotification(db, deps, {
    orderId: order?.id ?? null,
    version: order?.version ?? null,
    occasion,
    template,
    audience,
    accountId,
    inSite: chosen.includes('in_site'),
    ...parameters && { parameters },
    messages: composeMessages(deps, {
      addresses: findAddresses({ audience, kind, receivers, staffMail: deps.staffMail, order: order?.contacts ?? null }),
      channels: channelsInBoth(channelsFor(template, audience), chosen),
      language,
      values: { ...NO_VALUES, ...order?.values(language), ...words },
      expiresAt: null,
      quietHoursForMail
    })
  }).selectFrom('told').select('id').execute()
  deps.wakeRelay()
}
