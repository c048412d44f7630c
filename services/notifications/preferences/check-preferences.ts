import { checkEmail, checkMobile } from '../../rules/contact-form.ts'
import { fault, type FieldFault, type ValueFault } from '../../rules/field-fault.ts'
import { ALWAYS_IN_SITE } from '../message-kinds.ts'
import type { NotificationPreferences, Receiver } from './notification-preferences.ts'

/** What no schema tells. */
export function checkPreferences ({ channels, receivers }: NotificationPreferences): FieldFault[] {
  return [
    ...ALWAYS_IN_SITE.filter((kind) => channels[kind]?.includes('in_site') === false).map((kind) => ({ field: `channels.${kind}`, ...IN_SITE_NEEDED })),
    ...receivers.flatMap((receiver, index) => checkReceiver(receiver).map(({ field, ...rest }) =>
      ({ field: `receivers[${index}]${field}`, ...rest })))
  ]
}

function checkReceiver ({ email, mobile }: Receiver): FieldFault[] {
  if (email === undefined && mobile === undefined) return [{ field: '', ...NO_ADDRESS }]
  return [...at('.email', email === undefined ? null : checkEmail(email)), ...at('.mobile', mobile === undefined ? null : checkMobile(mobile))]
}

function at (field: string, found: ValueFault | null): FieldFault[] {
  return found === null ? [] : [{ field, ...found }]
}

const IN_SITE_NEEDED = fault('IN_SITE_REQUIRED', '此类消息必须保留站内信（in_site），其他渠道可以关闭',
  'must keep in_site: this kind is never switched off altogether')
const NO_ADDRESS = fault('ADDRESS_REQUIRED', '接收人至少填写 email 或 mobile 之一', 'needs an email or a mobile')
