import type { StoredOrder } from '../orders/stored-order.ts'
import type { NotificationAudience } from './message-templates.ts'
import type { MessageKind } from './message-kinds.ts'
import type { Address } from './messages/compose-messages.ts'
import type { Receiver } from './preferences/notification-preferences.ts'
import type { StaffMail } from './preferences/staff-mail.ts'

type Told = { audience: NotificationAudience, kind: MessageKind, receivers: Receiver[], staffMail: StaffMail, order: Pick<StoredOrder, 'content' | 'filed'> | null }

/**
 * Where an audience is reached. An account: the receivers that it named for this kind, and where it named nobody at all the principal
 * of the subject, as the order has it. The other account of an order: only whom it named itself, for the contacts in the order are not
 * its own.
 */
export function findAddresses ({ audience, kind, receivers, staffMail, order }: Told): Address[] {
  if (audience === 'reviewers' || audience === 'bureau_operators' || audience === 'admins') {
    return (staffMail[audience] ?? []).map((to) => ({ channel: 'mail', to }))
  }
  const { subject, service } = principalsOf(order)
  if (audience === 'owners') return [...addressesOf(subject), ...addressesOf(service)]
  if (audience === 'applicant' && receivers.length === 0) return addressesOf(subject)
  return receivers.filter(({ kinds }) => kinds === undefined || kinds.includes(kind)).flatMap(addressesOf)
}

/** Of an order about something filed, where it does not say them itself, those that are filed. */
function principalsOf (order: Told['order']): { subject: Contact, service: Contact } {
  const filed = order?.filed?.content
  return {
    subject: order?.content.subject?.principal ?? filed?.subject?.principal ?? {},
    service: order?.content.service?.principal ?? filed?.service?.principal ?? {}
  }
}

type Contact = { email?: string, mobile?: string }

function addressesOf ({ email, mobile }: Contact): Address[] {
  return [
    ...email === undefined ? [] : [{ channel: 'mail' as const, to: email }],
    ...mobile === undefined ? [] : [{ channel: 'sms' as const, to: mobile }]
  ]
}
