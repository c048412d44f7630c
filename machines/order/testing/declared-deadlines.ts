import type { OrderContext } from '../order-context.ts'
import type { OrderState } from '../order-states.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** The deadlines that an order has when it comes into a state, by their names. Written from lifecycle 2.4, not from the chart. */
export function declaredDeadlines (state: OrderState, context: OrderContext, at: string): string[] {
  const { policy } = context
  switch (state) {
    case 'draft':
    case 'correction_requested':
    case 'initial_rejected':
    case 'bureau_rejected': return [...reminders(context, at), ...expiry(context)]
    case 'sms_returned': return [...reminders(context, at), ...expiry(context), ...policy.resendReminderHours === null ? [] : ['resend_due']]
    case 'owner_confirmation': return [...reminders(context, at), 'owner_window']
    case 'counterparty_confirmation':
      return [...policy.counterpartyConfirmation.reminderDays === null ? [] : ['counterparty_reminder'], 'counterparty_window']
    case 'initial_review': return ['review_watch']
    case 'bureau_queue': return [...policy.automaticHandOver ? ['hand_over'] : [], 'hand_over_watch']
    case 'bureau_submission_failed': return ['hand_over_watch']
    case 'sms_verification': return [...policy.sms.warningHours.map((_, nth) => `sms_warning_${nth + 1}`), 'sms_window']
    case 'bureau_review': return ['bureau_watch']
    case 'bureau_submitting': return ['submission_watch']
    case 'completed':
    case 'abandoned':
    case 'expired':
    case 'invalid': return []
  }
}

function reminders (context: OrderContext, at: string): string[] {
  const { reminderDays, validity } = context.policy
  const isAhead = (days: number) => Date.parse(context.createdAt) + days * DAY_MS > Date.parse(at)
  return reminderDays.flatMap((days, nth) =>
    validity.countedFrom === 'step' || (context.attempt === 0 && isAhead(days)) ? [`reminder_${nth + 1}`] : [])
}

/** Where creation counts, an order that has been at the bureau does not expire any more. */
function expiry ({ policy, attempt }: OrderContext): string[] {
  return policy.validity.countedFrom === 'step' || attempt === 0 ? ['expiry'] : []
}
