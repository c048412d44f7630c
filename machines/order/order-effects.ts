import type { RegistryChange } from './order-types.ts'

/** What an order asks of the world, as data: a row of the outbox, a job of the same name, never a call. */

export type Audience = 'applicant' | 'counterparty' | 'owners' | 'reviewers' | 'bureau_operators'

export type OrderEffect =
  | { type: 'upload_to_bureau', attempt: number }
  /** The policy hands the order over by itself, as soon as it has passed. */
  | { type: 'hand_over' }
  | { type: 'notify', template: NotificationTemplate, audience: Audience }
  /** The order has succeeded: what is filed is no longer what it was. */
  | { type: 'change_registry', change: RegistryChange }
  /** The order expired where the policy keeps nothing: its content is deleted for good. */
  | { type: 'erase_content' }

export type NotificationTemplate =
  | 'order_submitted' | 'order_withdrawn' | 'order_abandoned' | 'order_correction_requested'
  | 'order_initial_rejected' | 'order_initial_passed' | 'order_submitted_to_bureau' | 'order_submission_failed'
  | 'order_sms_required' | 'order_sms_warning' | 'order_sms_returned' | 'order_bureau_rejected'
  | 'order_approved' | 'order_completed' | 'order_idle' | 'order_expired' | 'order_invalid' | 'order_conflict'
  | 'order_owner_confirmation' | 'order_counterparty_confirmation' | 'order_counterparty_reminder'
  | 'order_confirmed' | 'order_declined' | 'order_counterparty_silent' | 'order_lapsed'
  | 'order_authenticity_link_over' | 'order_review_overdue' | 'order_hand_over_overdue' | 'order_submission_overdue'
  | 'order_bureau_overdue' | 'order_resend_due'

/** As a record, so that none can be forgotten. */
const EFFECTS: Record<OrderEffect['type'], true> = {
  upload_to_bureau: true, hand_over: true, notify: true, change_registry: true, erase_content: true
}

export function isEffect (type: string): type is OrderEffect['type'] {
  return type in EFFECTS
}
