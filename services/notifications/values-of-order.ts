import { ORDER_TYPES } from '../../machines/order/order-types.ts'
import type { StoredOrder } from '../orders/stored-order.ts'
import type { Language, MessageTemplate } from './message-templates.ts'
import { NO_VALUES, type TemplateValues } from './rendering/template-values.ts'

const HOUR_MS = 60 * 60 * 1000
/** Asia/Shanghai, without summer time since 1991. */
const SHANGHAI_MS = 8 * HOUR_MS

type Wanted = { template: MessageTemplate, version: number, language: Language }

/** What the words of a message need of an order. Findings only while it stands where it was returned: later ones are of another return. */
export function valuesOfOrder (order: StoredOrder, { template, version, language }: Wanted): TemplateValues {
  const { service } = order.typeCheck
  return {
    ...NO_VALUES,
    orderType: ORDER_TYPES[order.orderType].label[language],
    orderNumber: order.number,
    account: order.accountId,
    domain: service.domain ?? service.appName ?? '',
    deadline: inBeijing(deadlineOf(order, template)),
    findings: order.version === version && WITH_FINDINGS.includes(template)
      ? order.findings.map(({ field, message, suggestion }) => ({ field: field ?? '', message: message[language], suggestion: suggestion?.[language] ?? '' }))
      : []
  }
}

/** When the message is too late to be of use: the owners' time to verify, without the grace in which we wait for a late answer. */
export function expiryOf (order: StoredOrder, template: MessageTemplate): Date | null {
  return template === 'order_sms_required' || template === 'order_sms_warning' ? deadlineOf(order, template) : null
}

const WITH_FINDINGS: MessageTemplate[] = ['order_correction_requested', 'order_initial_rejected', 'order_bureau_rejected']

const DEADLINE_OF: Partial<Record<MessageTemplate, string>> = {
  order_sms_required: 'sms_window',
  order_sms_warning: 'sms_window',
  order_idle: 'expiry',
  order_owner_confirmation: 'owner_window',
  order_counterparty_confirmation: 'counterparty_window',
  order_counterparty_reminder: 'counterparty_window'
}

function deadlineOf (order: StoredOrder, template: MessageTemplate): Date | null {
  const name = DEADLINE_OF[template]
  const dueAt = order.deadlines.find((deadline) => deadline.name === name)?.dueAt
  if (dueAt === undefined) return null
  const graceMs = name === 'sms_window' ? order.context.policy.sms.graceHours * HOUR_MS : 0
  return new Date(Date.parse(dueAt) - graceMs)
}

function inBeijing (moment: Date | null): string {
  return moment === null ? '' : new Date(moment.getTime() + SHANGHAI_MS).toISOString().slice(0, 16).replace('T', ' ')
}
