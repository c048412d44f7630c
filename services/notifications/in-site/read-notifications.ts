import { sql } from 'kysely'
import { DomainError } from '../../../machines/order/order-errors.ts'
import type { NotificationsDeps } from '../notifications-deps.ts'
import { inBoxOf, isUnread, type Recipient } from './in-box.ts'

type Deps = Pick<NotificationsDeps, 'db' | 'now'>

/** One is read; again changes nothing. @throws DomainError notification_not_found, also when it is somebody else's */
export async function readNotification ({ db, now }: Deps, recipient: Recipient, id: string): Promise<void> {
  const found = await inBoxOf(db, recipient).select('n.id').where('n.id', '=', id).executeTakeFirst()
  if (!found) throw new DomainError('notification_not_found', 'There is no such message in your in-box.')
  if ('accountId' in recipient) {
    await db.updateTable('notification').set({ read_at: now() }).where('id', '=', id).where('read_at', 'is', null).execute()
  } else {
    await db.insertInto('notification_reading').values({ reader: recipient.reader, notification_id: id, read_at: now() })
      .onConflict((conflict) => conflict.columns(['notification_id', 'reader']).doNothing()).execute()
  }
}

/** All up to one, that one with them: what came after it was not on the reader's screen. @throws DomainError notification_not_found */
export async function readNotificationsUpTo ({ db, now }: Deps, recipient: Recipient, id: string): Promise<void> {
  const found = await inBoxOf(db, recipient).select('n.id').where('n.id', '=', id).executeTakeFirst()
  if (!found) throw new DomainError('notification_not_found', 'There is no such message in your in-box.')
  if ('accountId' in recipient) {
    await db.updateTable('notification').set({ read_at: now() })
      .where('id', 'in', inBoxOf(db, recipient).select('n.id').where('n.id', '<=', id).where(isUnread(recipient))).execute()
  } else {
    await db.insertInto('notification_mark').values({ reader: recipient.reader, read_up_to: id })
      .onConflict((conflict) => conflict.column('reader').doUpdateSet({ read_up_to: sql`greatest(notification_mark.read_up_to, excluded.read_up_to)` })).execute()
    await db.deleteFrom('notification_reading').where('reader', '=', recipient.reader).where('notification_id', '<=', id).execute()
  }
}

/** Nobody reads a thousand: beyond that it is many. */
const COUNTED = 1000

export async function countUnread ({ db }: Pick<Deps, 'db'>, recipient: Recipient): Promise<{ count: number, more: boolean }> {
  const { count } = await db.selectFrom(inBoxOf(db, recipient).select('n.id').where(isUnread(recipient)).limit(COUNTED + 1).as('unread'))
    .select(({ fn }) => fn.countAll<string>().as('count')).executeTakeFirstOrThrow()
  return { count: Math.min(Number(count), COUNTED), more: Number(count) > COUNTED }
}
