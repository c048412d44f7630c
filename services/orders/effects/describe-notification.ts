import type { Audience } from '../../../machines/order/order-effects.ts'
import type { Text } from '../../../machines/order/order-events.ts'
import { ORDER_TYPES, type OrderType } from '../../../machines/order/order-types.ts'
import { NOTIFICATION_WORDS, WORDS_FOR_COUNTERPARTY, type MessageTemplate } from './notification-words.ts'

type Message = { template: MessageTemplate, audience: Audience, orderType: OrderType, orderNumber: string, accountId: string }

/** A message in one sentence, for whoever cannot look at the order too. It names no person. */
export function describeNotification ({ template, audience, orderType, orderNumber, accountId }: Message): Text {
  const words = (audience === 'counterparty' && WORDS_FOR_COUNTERPARTY[template]) || NOTIFICATION_WORDS[template]
  const { label } = ORDER_TYPES[orderType]
  const told = (text: string) => text.replace('{account}', () => accountId)
  return { zh: `${label.zh}（订单 ${orderNumber}）：${told(words.zh)}`, en: `${label.en}, order ${orderNumber}: ${told(words.en)}` }
}
