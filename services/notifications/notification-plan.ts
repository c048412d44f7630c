import type { Channel, MessageTemplate, NotificationAudience } from './message-templates.ts'
import type { MessageKind } from './message-kinds.ts'

export type PlanRow = {
  kind: MessageKind
  to: Partial<Record<NotificationAudience, readonly Channel[]>>
  /** Keys of the sources in the lifecycle dossier, section 10; `inferred` where no provider says. */
  source: string
}

const EVERY = ['in_site', 'mail', 'sms'] as const
const MAIL = ['in_site', 'mail'] as const
const HERE = ['in_site'] as const

/**
 * Who is told what, and by which channels: section 8 of the lifecycle dossier. In-site is the record, so that everything is in it. An SMS
 * costs money and patience: it goes where somebody has to act, or where the sources send one. Mail to staff needs STAFF_MAIL.
 */
export const NOTIFICATION_PLAN: Record<MessageTemplate, PlanRow> = {
  order_submitted: { kind: 'progress', to: { applicant: EVERY, reviewers: HERE, bureau_operators: HERE }, source: 'A-NOTE' },
  order_withdrawn: { kind: 'progress', to: { reviewers: HERE, bureau_operators: HERE }, source: 'inferred' },
  order_abandoned: { kind: 'progress', to: { applicant: HERE, counterparty: MAIL }, source: 'inferred' },
  order_correction_requested: { kind: 'decisions', to: { applicant: EVERY }, source: 'H-S7, T-REJ' },
  order_initial_rejected: { kind: 'decisions', to: { applicant: EVERY }, source: 'H-S7, T-REJ, T-REJ2' },
  order_initial_passed: { kind: 'progress', to: { applicant: EVERY, bureau_operators: HERE }, source: 'H-S7, HK-flow' },
  order_submitted_to_bureau: { kind: 'progress', to: { applicant: EVERY }, source: 'H-S12, HK-flow' },
  order_submission_failed: { kind: 'decisions', to: { bureau_operators: MAIL }, source: 'TELECOM' },
  order_sms_required: { kind: 'verification', to: { owners: EVERY }, source: 'H-S7, HK-sms' },
  order_sms_warning: { kind: 'verification', to: { owners: EVERY }, source: 'inferred' },
  order_sms_returned: { kind: 'decisions', to: { applicant: EVERY, bureau_operators: MAIL }, source: 'H-TOPIC, T-SMSQ' },
  order_bureau_rejected: { kind: 'decisions', to: { applicant: EVERY }, source: 'T-REJ, T-AUD' },
  order_approved: { kind: 'progress', to: { applicant: MAIL }, source: 'HK-status' },
  order_completed: { kind: 'progress', to: { applicant: EVERY, owners: MAIL, counterparty: MAIL }, source: 'HK-status, S2, A-GH-sms2' },
  order_idle: { kind: 'reminders', to: { applicant: EVERY }, source: 'A-CLEAN, T-45' },
  order_expired: { kind: 'reminders', to: { applicant: MAIL }, source: 'A-CLEAN, T-45' },
  order_invalid: { kind: 'decisions', to: { applicant: MAIL }, source: 'A-INV' },
  order_conflict: { kind: 'decisions', to: { bureau_operators: MAIL }, source: 'inferred' },
  order_owner_confirmation: { kind: 'confirmations', to: { applicant: EVERY }, source: 'H-S5' },
  order_counterparty_confirmation: { kind: 'confirmations', to: { counterparty: EVERY }, source: 'inferred' },
  order_counterparty_reminder: { kind: 'confirmations', to: { counterparty: EVERY }, source: 'inferred' },
  order_confirmed: { kind: 'progress', to: { applicant: MAIL }, source: 'inferred' },
  order_declined: { kind: 'decisions', to: { applicant: MAIL, reviewers: HERE, counterparty: MAIL }, source: 'inferred' },
  order_counterparty_silent: { kind: 'decisions', to: { applicant: MAIL, counterparty: HERE }, source: 'inferred' },
  order_lapsed: { kind: 'decisions', to: { applicant: EVERY }, source: 'T-CAN2, W-CANCEL' },
  order_authenticity_link_over: { kind: 'reminders', to: { applicant: MAIL }, source: 'inferred' },
  order_review_overdue: { kind: 'reminders', to: { reviewers: MAIL }, source: 'A-GH-review' },
  order_hand_over_overdue: { kind: 'reminders', to: { bureau_operators: MAIL }, source: 'A-GH-review' },
  order_submission_overdue: { kind: 'reminders', to: { bureau_operators: MAIL }, source: 'inferred' },
  order_bureau_overdue: { kind: 'reminders', to: { applicant: HERE, bureau_operators: MAIL }, source: 'T-AUD' },
  order_resend_due: { kind: 'reminders', to: { bureau_operators: MAIL }, source: 'T-SMSQ' },
  service_claimed_away: { kind: 'ownership', to: { applicant: EVERY }, source: 'inferred' },
  webhook_failing: { kind: 'integration', to: { applicant: MAIL, admins: MAIL }, source: 'inferred' },
  webhook_failing_still: { kind: 'integration', to: { applicant: MAIL, admins: MAIL }, source: 'inferred' },
  webhook_disabled: { kind: 'integration', to: { applicant: EVERY, admins: MAIL }, source: 'inferred' },
  webhook_unverified: { kind: 'integration', to: { applicant: MAIL, admins: MAIL }, source: 'inferred' },
  address_bounced: { kind: 'ownership', to: { applicant: HERE, admins: HERE }, source: 'inferred' }, // by mail it would go in a circle
  message_failed: { kind: 'ownership', to: { applicant: HERE, admins: HERE }, source: 'inferred' }
}

export const MESSAGE_TEMPLATES = Object.keys(NOTIFICATION_PLAN) as MessageTemplate[]

/** In-site, for an audience that no row names: what is said is never lost. */
export function channelsFor (template: MessageTemplate, audience: NotificationAudience): readonly Channel[] {
  return NOTIFICATION_PLAN[template].to[audience] ?? HERE
}
