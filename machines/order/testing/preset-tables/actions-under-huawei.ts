import type { PresetTable } from './preset-table.ts'

export const ACTIONS_UNDER_HUAWEI: PresetTable = {
  first_filing: {
    draft: ['A: save submit abandon'],
    initial_review: [
      'A: withdraw abandon!policy_forbids',
      'R,M: pass reject request_correction',
      'O: reject!role_not_allowed request_correction!role_not_allowed'
    ],
    correction_requested: ['A: save submit abandon', 'R,M: undo!undo_window_over'],
    initial_rejected: ['A: save submit withdraw!policy_forbids abandon', 'R,M: undo!undo_window_over'],
    bureau_queue: [
      'A: withdraw abandon!policy_forbids',
      'R: reject!role_not_allowed request_correction!role_not_allowed undo!undo_window_over',
      'O: reject request_correction send_to_bureau',
      'M: reject request_correction undo!undo_window_over send_to_bureau',
      'S: send_to_bureau'
    ],
    bureau_submitting: [],
    bureau_submission_failed: [
      'A: withdraw abandon!policy_forbids',
      'R: reject!role_not_allowed request_correction!role_not_allowed',
      'O,M: reject request_correction send_to_bureau',
      'S: send_to_bureau'
    ],
    sms_verification: ['A: confirm', 'C: confirm!role_not_allowed'],
    bureau_review: [],
    sms_returned: ['A: save submit abandon resend!role_not_allowed', 'R,O,M: resend'],
    bureau_rejected: ['A: save submit abandon'],
    completed: [],
    abandoned: [],
    expired: ['A: save submit abandon'],
    invalid: []
  },
  cancel_service: {
    draft: ['A: save submit abandon'],
    initial_review: [
      'A: withdraw!never_withdrawable abandon',
      'R,M: pass reject request_correction',
      'O: reject!role_not_allowed request_correction!role_not_allowed'
    ],
    correction_requested: ['A: save submit abandon', 'R,M: undo!undo_window_over'],
    initial_rejected: ['A: save submit withdraw!never_withdrawable+policy_forbids abandon', 'R,M: undo!undo_window_over'],
    bureau_queue: [
      'A: withdraw!never_withdrawable abandon',
      'R: reject!role_not_allowed request_correction!role_not_allowed undo!undo_window_over',
      'O: reject request_correction send_to_bureau',
      'M: reject request_correction undo!undo_window_over send_to_bureau',
      'S: send_to_bureau'
    ],
    bureau_submitting: [],
    bureau_submission_failed: [
      'A: withdraw!never_withdrawable abandon',
      'R: reject!role_not_allowed request_correction!role_not_allowed',
      'O,M: reject request_correction send_to_bureau',
      'S: send_to_bureau'
    ],
    sms_verification: ['A: confirm', 'C: confirm!role_not_allowed'],
    bureau_review: [],
    sms_returned: ['A: save submit abandon resend!role_not_allowed', 'R,O,M: resend'],
    bureau_rejected: ['A: save submit abandon'],
    completed: [],
    abandoned: [],
    expired: ['A: save submit abandon']
  },
  cancel_subject: {
    owner_confirmation: [
      'A: abandon confirm decline',
      'C: confirm!role_not_allowed decline!role_not_allowed',
      'R,M: undo!undo_window_over'
    ]
  },
  claim: {},
  transfer: {
    counterparty_confirmation: [
      'A: abandon confirm!role_not_allowed decline!role_not_allowed',
      'C: confirm decline',
      'R,M: undo!undo_window_over'
    ]
  },
  migrate_service: {
    counterparty_confirmation: [
      'A: abandon confirm!role_not_allowed decline!role_not_allowed',
      'C: confirm decline',
      'R,M: undo!undo_window_over'
    ]
  }
}
