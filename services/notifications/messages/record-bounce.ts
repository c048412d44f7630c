import { DomainError } from '../../../machines/order/order-errors.ts'
import type { MessageState } from '../notification-tables.ts'
import type { NotificationsDeps } from '../notifications-deps.ts'
import { tellAccount } from '../tell-account.ts'
import { writeSuppression } from './suppress-address.ts'

/** `code`: of the report, such as 5.1.1. Its words may name somebody and are not taken. */
export type Bounce = { messageId: string, permanent: boolean, code: string }

/**
 * What a mail or SMS system reports of a message that it had taken. A lasting failure ends the address, and the account is told, once
 * however often it is reported; a passing one is only noted.
 *
 * @throws DomainError message_not_found
 */
export async function recordBounce (
  deps: NotificationsDeps, { messageId, permanent, code }: Bounce
): Promise<{ messageId: string, state: MessageState }> {
  return await deps.db.transaction().execute(async (trx) => {
    const message = await trx.selectFrom('message as m').innerJoin('notification as n', 'n.id', 'm.notification_id')
      .select(['m.id', 'm.channel', 'm.address_key as addressKey', 'm.state', 'm.hint', 'n.account_id as accountId'])
      .where('m.id', '=', messageId).forUpdate('m').executeTakeFirst()
    if (!message) throw new DomainError('message_not_found', 'There is no such message: give the id that we sent it with.')
    const { id, channel, addressKey, state, hint, accountId } = message
    if (state === 'bounced') return { messageId, state }
    if (!permanent) {
      await trx.updateTable('message').set({ note: `report_${code}` }).where('id', '=', id).execute()
      return { messageId, state }
    }
    await trx.updateTable('message').set({ state: 'bounced', note: `report_${code}`, content: null, queued_at: null }).where('id', '=', id).execute()
    await writeSuppression(trx, deps, { id, channel, addressKey, note: `report_${code}` })
    await tellAccount(trx, deps, {
      occasion: `message:${id}`, template: 'address_bounced', accountId, parameters: { channel, address: deps.sealing.unseal<string>(hint, id) }
    })
    return { messageId, state: 'bounced' }
  })
}
