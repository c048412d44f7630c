import type { Transaction, UpdateObject } from 'kysely'
import type { NotificationsDatabase } from '../notification-tables.ts'
import type { NotificationsDeps } from '../notifications-deps.ts'
import { tellAccount } from '../tell-account.ts'
import type { ClaimedMessage } from './claim-message.ts'

type End = { state: 'sent' | 'failed' | 'bounced' | 'suppressed', note: string | null }
  & Pick<UpdateObject<NotificationsDatabase, 'message'>, 'provider_id' | 'sent_at'>

/**
 * Ends a message that we hold: address and words go with it. `template` says what its account hears of it, in the same commit. One that
 * was taken from us meanwhile is left to whoever has it.
 */
export async function endMessage (
  deps: NotificationsDeps, message: ClaimedMessage, end: End, template?: 'message_failed' | 'address_bounced', besides?: (trx: Transaction<NotificationsDatabase>) => Promise<unknown>
): Promise<void> {
  if (template === undefined) {
    await ended(deps.db, message, end)
    return
  }
  const { id, channel, accountId, hint } = message
  await deps.db.transaction().execute(async (trx) => {
    if (!await ended(trx, message, end)) return
    await besides?.(trx)
    await tellAccount(trx, deps, {
      occasion: `message:${id}`, template, accountId, parameters: { channel, address: deps.sealing.unseal<string>(hint, id) }
    })
  })
}

async function ended (db: NotificationsDeps['db'], { id, tries }: ClaimedMessage, end: End): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('message').set({ ...end, content: null, queued_at: null })
    .where('id', '=', id).where('state', '=', 'sending').where('tries', '=', tries).executeTakeFirst()
  return numUpdatedRows > 0n
}
