import type { Kysely } from 'kysely'
import type { NotificationsDatabase } from '../notification-tables.ts'
import type { NotificationsDeps } from '../notifications-deps.ts'
import type { ClaimedMessage } from './claim-message.ts'
import { endMessage } from './end-message.ts'

/** The gateway says that this address cannot be reached: the message has bounced, no other is sent there, and the account is told. */
export async function suppressAddress (deps: NotificationsDeps, message: ClaimedMessage, note: string): Promise<void> {
  await endMessage(deps, message, { state: 'bounced', note }, 'address_bounced',
    async (trx) => await writeSuppression(trx, deps, { ...message, note }))
}

export async function writeSuppression (
  db: Kysely<NotificationsDatabase>, { now }: Pick<NotificationsDeps, 'now'>,
  { id, channel, addressKey, note }: Pick<ClaimedMessage, 'id' | 'channel' | 'addressKey'> & { note: string }
): Promise<void> {
  await db.insertInto('suppressed_address').values({ channel, address_key: addressKey, note, message_id: id, suppressed_at: now() })
    .onConflict((conflict) => conflict.columns(['channel', 'address_key']).doNothing()).execute()
}
