export type Difference = {
  because: string
  was: string
  is: string
  events: string[]
}

const WATCHED = 'Version 1 watched nobody: from the next step on the order has the watch dates that every order has now.'

/** Where today's machine does something else with an order of an earlier version than that version did. All of it. */
export const DIFFERENCES: Record<number, Difference[]> = {
  1: [
    {
      because: WATCHED,
      was: 'initial_review',
      is: 'initial_review, review_watch 2 working days',
      events: ['submit', 'submit with a reason', 'undo', 'undo by another']
    },
    {
      because: WATCHED,
      was: 'bureau_queue',
      is: 'bureau_queue, hand_over_watch 3 working days',
      events: ['pass', 'pass by another']
    },
    {
      because: WATCHED,
      was: 'bureau_queue, hand_over 10 min',
      is: 'bureau_queue, hand_over 10 min, hand_over_watch 3 working days',
      events: ['pass by another']
    },
    {
      because: WATCHED,
      was: 'bureau_submission_failed',
      is: 'bureau_submission_failed, hand_over_watch 3 working days',
      events: ['bureau_refused 1', 'bureau_refused 2']
    },
    {
      because: WATCHED,
      was: 'bureau_submitting',
      is: 'bureau_submitting, submission_watch 1 working days',
      events: ['resend', 'resend by the applicant', 'send_to_bureau', 'send_to_bureau by the policy']
    },
    {
      because: WATCHED,
      was: 'bureau_review',
      is: 'bureau_review, bureau_watch 20 working days',
      events: ['bureau_approved 1', 'bureau_approved 2', 'confirm', 'due: sms_window', 'sms_completed 1', 'sms_completed 2']
    },
    {
      because: 'Only the api kept staff from confirming that the owners have verified; now the machine does too.',
      was: 'bureau_review',
      is: 'refused: role_not_allowed',
      events: ['confirm by staff']
    },
    {
      because: 'That the upload of an approved order was at fault is a conflict which an operator is told of; before, it was passed over.',
      was: 'no use',
      is: 'bureau_review',
      events: ['bureau_refused 1']
    },
    {
      because: 'Whether a rejected order may be withdrawn has become a switch. It is off for them: the refusal has another reason.',
      was: 'no use',
      is: 'refused: policy_forbids',
      events: ['withdraw', 'withdraw with a reason']
    }
  ]
}

/** Orders whose history of that version today's machine would not repeat: it counts from where the newer machine took over. */
export const NOT_REPEATED: Record<number, Record<string, { because: string, orders: string[] }>> = {
  1: {
    decision: {
      because: 'Version 1 kept a decision after the applicant had answered it, though nobody could take it back any more.',
      orders: [
        'huawei, first_filing: in review again, answered',
        'huawei, first_filing: withdrawn from the second review',
        'fourEyes, first_filing: in review again, answered',
        'fourEyes, first_filing: withdrawn from the second review'
      ]
    },
    authenticityPassed: {
      because: 'Version 1 recorded the face check and did not keep its result.',
      orders: ['huawei, first_filing: face shown', 'fourEyes, first_filing: face shown']
    }
  }
}
