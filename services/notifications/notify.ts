import type { Audience, NotificationTemplate } from '../../machines/order/order-effects.ts'
import { readOrder } from '../orders/read-order.ts'
import { openStoredOrder, type StoredOrder } from '../orders/stored-order.ts'
import { findAddresses } from './find-addresses.ts'
import { leaveNotification, type LeftNotification } from './leave-notification.ts'
import { composeMessages, channelsInBoth } from './messages/compose-messages.ts'
import { channelsFor, NOTIFICATION_PLAN } from './notification-plan.ts'
import type { NotificationsDeps } from './notifications-deps.ts'
import { channelsChosen, DEFAULT_PREFERENCES, readPreferences } from './preferences/notification-preferences.ts'
import { expiryOf, valuesOfOrder } from './values-of-order.ts'

type Notice = { effectId: string, orderId: string, version: number, template: NotificationTemplate, audience: Audience }

/**
 * Tells an audience of a transition: a message in the in-box of the account, or of all staff with the role, and what the plan and the
 * account's preferences send outside. All of it in one commit, once however often it is asked; the effect is done with it.
 */
export async function notify (deps: NotificationsDeps, notice: Notice): Promise<void> {
  const { db, sealing, now, wakeRelay } = deps
  const done = { status: 'done' as const, done_at: now() }
  const [row] = await readOrder(db, { orderId: notice.orderId })
  if (!row) { // deleted meanwhile, and its messages with it
    await db.updateTable('outbox').set(done).where('id', '=', notice.effectId).execute()
    return
  }
  const left = await compose(deps, notice, openStoredOrder(row, sealing))
  await leaveNotification(db, deps, left).updateTable('outbox').set(done).where('id', '=', notice.effectId).execute()
  if (left.messages.length > 0) wakeRelay()
}

async function compose (deps: NotificationsDeps, notice: Notice, order: StoredOrder): Promise<LeftNotification> {
  const { orderId, version, template, audience } = notice
  const accountId = accountOf(order, audience)
  const preferences = accountId === null ? DEFAULT_PREFERENCES : await readPreferences(deps, accountId)
  const { language, receivers, quietHoursForMail } = preferences
  const { kind } = NOTIFICATION_PLAN[template]
  const chosen = channelsChosen(preferences, kind)
  const addressesOf = (whose: Audience) => findAddresses({ audience: whose, kind, receivers, staffMail: deps.staffMail, order })
  const channels = channelsInBoth(channelsFor(template, audience), chosen)
  const ofApplicant = channelsFor(template, 'applicant')
  return {
    orderId,
    version,
    occasion: `${orderId}:${version}`,
    template,
    audience,
    accountId,
    inSite: chosen.includes('in_site'),
    messages: composeMessages(deps, {
      addresses: addressesOf(audience),
      // an owner who is told as the applicant is not told the same once more
      except: audience === 'owners' ? addressesOf('applicant').filter(({ channel }) => ofApplicant.includes(channel)) : [],
      channels,
      language,
      values: valuesOfOrder(order, { template, version, language }),
      expiresAt: expiryOf(order, template),
      quietHoursForMail
    })
  }
}

/** Whose in-box: null is that of all staff with the role. */
function accountOf ({ accountId, counterpartyAccountId }: StoredOrder, audience: Audience): string | null {
  if (audience === 'reviewers' || audience === 'bureau_operators') return null
  return audience === 'counterparty' ? counterpartyAccountId : accountId
}
