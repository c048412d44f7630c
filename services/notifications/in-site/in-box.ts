import { sql, type Kysely } from 'kysely'
import type { NotificationAudience } from '../message-templates.ts'
import type { NotificationsDatabase } from '../notification-tables.ts'

/** Whose in-site messages: an account's, or those for staff, of whom each reads for themselves. `reader`: a keyed hash. */
export type Recipient = { accountId: string } | { audiences: NotificationAudience[], reader: Buffer }

const OF_AN_ACCOUNT: NotificationAudience[] = ['applicant', 'owners', 'counterparty']

export function inBoxOf (db: Kysely<NotificationsDatabase>, recipient: Recipient) {
  const query = db.selectFrom('notification as n').where('n.in_site', '=', true)
  if ('accountId' in recipient) return query.where('n.account_id', '=', recipient.accountId).where('n.audience', 'in', OF_AN_ACCOUNT)
  return query.where('n.account_id', 'is', null).where('n.audience', 'in', recipient.audiences.length === 0 ? NOBODY : recipient.audiences)
}

/** An empty list is no SQL. */
const NOBODY = ['nobody' as NotificationAudience]

export function isUnread (recipient: Recipient) {
  return 'accountId' in recipient
    ? sql<boolean>`n.read_at is null`
    : sql<boolean>`n.id > coalesce((select k.read_up_to from notification_mark k where k.reader = ${recipient.reader}), ${LOWEST}::uuid)
        and not exists (select from notification_reading r where r.notification_id = n.id and r.reader = ${recipient.reader})`
}

const LOWEST = '00000000-0000-0000-0000-000000000000'
