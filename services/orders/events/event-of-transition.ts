import type { OrderState } from '../../../machines/order/order-states.ts'
import type { OrderEventType } from './event-catalogue.ts'

export type Transition = {
  /** The request, the fact or the deadline, by its name in the history; `create` is the first. */
  cause: string
  from: OrderState | null
  to: OrderState
  /** The bureau's approval came with it: the state may have been the same before. */
  approves?: boolean
}

/** What a transition tells the world, which is one thing or nothing: whoever stays where it is has nothing to tell. */
export function eventOfTransition ({ cause, from, to, approves = false }: Transition): OrderEventType | null {
  if (from === null) return 'order.created'
  if (approves && to === 'bureau_review') return 'order.bureau_approved'
  if (from === to) return null
  return OF_CAUSE[to]?.[cause] ?? OF_STATE[to]
}

/** By the state that is entered; null where only the cause says it. */
const OF_STATE: Record<OrderState, OrderEventType | null> = {
  draft: 'order.declined', // the owner or the other account, in words or in silence
  initial_review: null, // a decision was taken back, of which nobody was told
  correction_requested: 'order.correction_requested',
  initial_rejected: 'order.initial_rejected',
  owner_confirmation: 'order.initial_passed',
  counterparty_confirmation: 'order.initial_passed',
  bureau_queue: 'order.initial_passed',
  bureau_submitting: 'order.submitted_to_bureau',
  bureau_submission_failed: 'order.submission_failed',
  sms_verification: 'order.sms_required',
  bureau_review: 'order.bureau_review_started',
  sms_returned: 'order.sms_returned',
  bureau_rejected: 'order.bureau_rejected',
  completed: 'order.completed',
  abandoned: 'order.abandoned',
  expired: 'order.expired',
  invalid: 'order.invalid'
}

/** Where one state is entered in several ways. */
const OF_CAUSE: Partial<Record<OrderState, Partial<Record<string, OrderEventType>>>> = {
  draft: { withdraw: 'order.withdrawn' },
  initial_review: { submit: 'order.submitted' },
  owner_confirmation: { submit: 'order.submitted' },
  counterparty_confirmation: { submit: 'order.submitted' },
  bureau_queue: { submit: 'order.submitted', confirm: 'order.confirmed' }
}
