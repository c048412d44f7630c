import type { Kysely } from 'kysely'
import { CHANNELS, type Channel, type Language } from '../message-templates.ts'
import { ALWAYS_IN_SITE, type MessageKind } from '../message-kinds.ts'
import type { NotificationsDatabase } from '../notification-tables.ts'
import type { NotificationsDeps } from '../notifications-deps.ts'

/** Somebody whom the account wants told by mail or SMS. */
export type Receiver = {
  name: string
  email?: string
  mobile?: string
  /** All, when left out. */
  kinds?: MessageKind[]
}

export type NotificationPreferences = {
  language: Language
  /** By kind of message; every channel where a kind is left out. */
  channels: Partial<Record<MessageKind, Channel[]>>
  /** Mail, too, waits until morning. */
  quietHoursForMail: boolean
  /** Nobody: the contacts in the order are told. */
  receivers: Receiver[]
}

export const DEFAULT_PREFERENCES: NotificationPreferences = { language: 'zh', channels: {}, quietHoursForMail: false, receivers: [] }

/** Fifteen at Alibaba Cloud, for each kind of message. Source: lifecycle 8, A-NOTE. */
export const MAX_RECEIVERS = 15

type Deps = Pick<NotificationsDeps, 'sealing'> & { db: Kysely<NotificationsDatabase> }

export async function readPreferences ({ db, sealing }: Deps, accountId: string): Promise<NotificationPreferences> {
  const row = await db.selectFrom('notification_preference').select('preferences').where('account_id', '=', accountId).executeTakeFirst()
  return row ? sealing.unseal<NotificationPreferences>(row.preferences, `preferences:${accountId}`) : DEFAULT_PREFERENCES
}

export async function savePreferences (
  { db, sealing, now }: Deps & { now: () => Date }, accountId: string, preferences: NotificationPreferences, by: string
): Promise<void> {
  const row = { preferences: sealing.seal(preferences, `preferences:${accountId}`), updated_at: now(), updated_by: by }
  await db.insertInto('notification_preference').values({ account_id: accountId, ...row })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(row)).execute()
}

/** By which of its channels an account hears of a kind. */
export function channelsChosen ({ channels }: NotificationPreferences, kind: MessageKind): Channel[] {
  const chosen = channels[kind] ?? CHANNELS
  return CHANNELS.filter((channel) => chosen.includes(channel) || (channel === 'in_site' && ALWAYS_IN_SITE.includes(kind)))
}
