import type { RequestType, Role } from '../../../machines/order/order-events.ts'
import type { OrderState } from '../../../machines/order/order-states.ts'

/** Something a person may do, how likely compared with the rest of the list, and within how many hours. Null: nothing, ever. */
export type Habit = { does: RequestType | 'issue_link' | 'check_face' | null, as: Role, weight: number, hours: number }

const DAY = 24
const habit = (weight: number, does: Habit['does'], as: Role, hours: number): Habit => ({ weight, does, as, hours })
const WAIT = habit(1, null, 'system', 1)

const corrects = [
  habit(4, 'submit', 'applicant', 20 * DAY), habit(3, 'save', 'applicant', 5 * DAY), habit(1, 'abandon', 'applicant', 30 * DAY),
  habit(1, 'issue_link', 'applicant', DAY), { ...WAIT, weight: 2 }
]

/** What people do while an order is in a state. A quarter of what they forget is left to its deadlines. */
export const HABITS: Record<OrderState, readonly Habit[]> = {
  draft: [
    habit(6, 'submit', 'applicant', 10 * DAY), habit(2, 'save', 'integrator', 5 * DAY), habit(1, 'abandon', 'applicant', 20 * DAY),
    habit(1, 'issue_link', 'applicant', DAY), habit(1, 'check_face', 'applicant', DAY), { ...WAIT, weight: 2 }
  ],
  initial_review: [
    habit(12, 'pass', 'reviewer', 4 * DAY), habit(3, 'request_correction', 'reviewer', 3 * DAY), habit(3, 'reject', 'admin', 3 * DAY),
    habit(1, 'withdraw', 'applicant', 2 * DAY), habit(1, 'abandon', 'applicant', 2 * DAY), WAIT
  ],
  correction_requested: corrects,
  initial_rejected: corrects,
  owner_confirmation: [
    habit(6, 'confirm', 'applicant', 20 * DAY), habit(1, 'decline', 'applicant', 5 * DAY), habit(1, 'abandon', 'applicant', 9 * DAY),
    { ...WAIT, weight: 2 }
  ],
  counterparty_confirmation: [
    habit(6, 'confirm', 'counterparty', 6 * DAY), habit(1, 'decline', 'counterparty', 5 * DAY), { ...WAIT, weight: 3 }
  ],
  bureau_queue: [
    habit(20, 'send_to_bureau', 'bureau_operator', 5 * DAY), habit(1, 'request_correction', 'bureau_operator', 2 * DAY),
    habit(1, 'reject', 'bureau_operator', 2 * DAY), habit(1, 'withdraw', 'applicant', 2 * DAY), WAIT
  ],
  bureau_submitting: [WAIT],
  bureau_submission_failed: [
    habit(6, 'send_to_bureau', 'bureau_operator', 5 * DAY), habit(2, 'request_correction', 'bureau_operator', 5 * DAY),
    habit(1, 'withdraw', 'applicant', 5 * DAY), WAIT
  ],
  sms_verification: [{ ...WAIT, weight: 3 }, habit(1, 'confirm', 'applicant', DAY)],
  bureau_review: [WAIT],
  sms_returned: [
    habit(5, 'resend', 'bureau_operator', 3 * DAY), habit(3, 'resend', 'applicant', 3 * DAY), habit(2, 'submit', 'applicant', 20 * DAY),
    habit(1, 'abandon', 'applicant', 20 * DAY), { ...WAIT, weight: 2 }
  ],
  bureau_rejected: corrects,
  completed: [WAIT],
  abandoned: [WAIT],
  expired: [habit(2, 'submit', 'applicant', 30 * DAY), habit(1, 'abandon', 'applicant', 30 * DAY), { ...WAIT, weight: 4 }],
  invalid: [WAIT]
}
