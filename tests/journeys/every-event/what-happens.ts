/**
 * What comes of each event, in each state that these orders come to: requests, facts, deadlines. Written down, so that whoever
 * changes the chart sees here what it changes over HTTP. How to read a line: every-event.test.ts.
 */
export const WHAT_HAPPENS = {
  first_filing: {
    draft: [
      'abandon>abandoned, save, submit with a reason>initial_review, submit>initial_review',
      'authenticity_checked, authenticity_link_issued, filing_found?>invalid, filing_registered?>completed, material_changed',
      'authenticity_link, expiry>expired, reminder_1, reminder_2, reminder_3'
    ],
    initial_review: [
      'pass by another>bureau_queue, pass>bureau_queue, reject>initial_rejected, request_correction>correction_requested, withdraw>draft',
      'authenticity_checked, authenticity_link_issued, filing_found?>invalid, filing_registered?>completed, material_changed',
      'review_watch'
    ],
    correction_requested: [
      'abandon>abandoned, save, submit with a reason>initial_review, submit?>initial_review, undo?>initial_review',
      'authenticity_checked, authenticity_link_issued, filing_found?>invalid, filing_registered?>completed, material_changed',
      'authenticity_link, expiry>expired, reminder_1, reminder_2, reminder_3'
    ],
    initial_rejected: [
      'abandon>abandoned, save, submit with a reason>initial_review, submit?>initial_review, undo?>initial_review',
      'authenticity_checked, authenticity_link_issued, filing_found?>invalid, filing_registered?>completed, material_changed',
      'authenticity_link, expiry>expired, reminder_1, reminder_2, reminder_3'
    ],
    bureau_queue: [
      'reject>initial_rejected, request_correction>correction_requested, send_to_bureau>bureau_submitting, undo by another?>initial_review, undo?>initial_review, withdraw>draft',
      'authenticity_checked, authenticity_link_issued, filing_found?>invalid, filing_registered?>completed, material_changed',
      'hand_over_watch'
    ],
    bureau_submitting: [
      '',
      'authenticity_checked, authenticity_link_issued, bureau_accepted>sms_verification, bureau_approved>bureau_review, bureau_refused>bureau_submission_failed, bureau_rejected_by_reviewer>bureau_rejected, bureau_returned>bureau_rejected, filing_registered>completed, material_changed, sms_completed>bureau_review, sms_failed>sms_returned, sms_person_verified',
      'submission_watch'
    ],
    bureau_submission_failed: [
      'reject>initial_rejected, request_correction>correction_requested, send_to_bureau>bureau_submitting, withdraw>draft',
      'authenticity_checked, authenticity_link_issued, bureau_approved>bureau_review, filing_registered>completed, material_changed',
      'hand_over_watch'
    ],
    sms_verification: [
      'confirm>bureau_review',
      'authenticity_checked, authenticity_link_issued, bureau_approved>bureau_review, bureau_rejected_by_reviewer>bureau_rejected, bureau_returned>bureau_rejected, filing_registered>completed, material_changed, sms_completed>bureau_review, sms_failed>sms_returned, sms_person_verified',
      'sms_warning_1, sms_warning_2, sms_window>bureau_review'
    ],
    bureau_review: [
      '',
      'authenticity_checked, authenticity_link_issued, bureau_approved?, bureau_refused?, bureau_rejected_by_reviewer, bureau_rejected_by_reviewer>bureau_rejected, bureau_returned, bureau_returned>bureau_rejected, filing_registered>completed, material_changed, sms_failed, sms_failed>sms_returned',
      'bureau_watch'
    ],
    sms_returned: [
      'abandon>abandoned, resend?>bureau_submitting, save, submit with a reason>initial_review, submit>initial_review',
      'authenticity_checked, authenticity_link_issued, bureau_approved>bureau_review, filing_registered>completed, material_changed',
      'authenticity_link, expiry>expired, reminder_1, reminder_2, reminder_3'
    ],
    bureau_rejected: [
      'abandon>abandoned, save, submit with a reason>initial_review, submit?>initial_review',
      'authenticity_checked, authenticity_link_issued, bureau_approved>bureau_review, filing_registered>completed, material_changed',
      'authenticity_link, expiry>expired, reminder_1, reminder_2, reminder_3'
    ],
    completed: [
      '',
      'authenticity_checked, authenticity_link_issued, filing_registered, material_changed',
      ''
    ],
    abandoned: [
      '',
      'authenticity_checked, authenticity_link_issued, filing_registered?, material_changed',
      ''
    ],
    expired: [
      'abandon>abandoned, save?, submit with a reason?>initial_review, submit?>initial_review',
      'authenticity_checked, authenticity_link_issued, filing_registered?, material_changed',
      ''
    ],
    invalid: [
      '',
      'authenticity_checked, authenticity_link_issued, material_changed',
      ''
    ]
  },
  cancel_subject: {
    draft: [
      'abandon>abandoned, save, submit with a reason>initial_review, submit>initial_review',
      'authenticity_checked, authenticity_link_issued, filing_registered?>completed, material_changed',
      'authenticity_link, expiry>expired, reminder_1, reminder_2, reminder_3'
    ],
    initial_review: [
      'abandon>abandoned, pass by another>owner_confirmation, pass>owner_confirmation, reject>initial_rejected, request_correction>correction_requested',
      'authenticity_checked, authenticity_link_issued, filing_registered?>completed, material_changed',
      'review_watch'
    ],
    correction_requested: [
      'abandon>abandoned, save, submit with a reason>initial_review, submit?>initial_review',
      'authenticity_checked, authenticity_link_issued, filing_registered?>completed, material_changed',
      'authenticity_link, expiry>expired, reminder_1, reminder_2, reminder_3'
    ],
    initial_rejected: [
      'abandon>abandoned, save, submit with a reason>initial_review, submit?>initial_review',
      'authenticity_checked, authenticity_link_issued, filing_registered?>completed, material_changed',
      'authenticity_link, expiry>expired, reminder_1, reminder_2, reminder_3'
    ],
    owner_confirmation: [
      'abandon>abandoned, confirm>bureau_queue, decline>draft',
      'authenticity_checked, authenticity_link_issued, filing_registered?>completed, material_changed',
      'owner_window>expired, reminder_1, reminder_2, reminder_3'
    ],
    bureau_queue: [
      'abandon>abandoned, reject>initial_rejected, request_correction>correction_requested, send_to_bureau>bureau_submitting',
      'authenticity_checked, authenticity_link_issued, filing_registered?>completed, material_changed',
      'hand_over, hand_over_watch'
    ],
    bureau_submitting: [
      '',
      'authenticity_checked, authenticity_link_issued, bureau_accepted>sms_verification, bureau_approved>bureau_review, bureau_refused>bureau_submission_failed, bureau_rejected_by_reviewer>bureau_rejected, bureau_returned>bureau_rejected, filing_registered>completed, material_changed, sms_completed>bureau_review, sms_failed>sms_returned, sms_person_verified',
      'submission_watch'
    ],
    bureau_submission_failed: [
      'abandon>abandoned, reject>initial_rejected, request_correction>correction_requested, send_to_bureau>bureau_submitting',
      'authenticity_checked, authenticity_link_issued, bureau_approved>bureau_review, filing_registered>completed, material_changed',
      'hand_over_watch'
    ],
    sms_verification: [
      'confirm>bureau_review',
      'authenticity_checked, authenticity_link_issued, bureau_approved>bureau_review, bureau_rejected_by_reviewer>bureau_rejected, bureau_returned>bureau_rejected, filing_registered>completed, material_changed, sms_completed>bureau_review, sms_failed>sms_returned, sms_person_verified',
      'sms_warning_1, sms_warning_2, sms_window>bureau_review'
    ],
    bureau_review: [
      '',
      'authenticity_checked, authenticity_link_issued, bureau_approved?, bureau_refused?, bureau_rejected_by_reviewer, bureau_rejected_by_reviewer>bureau_rejected, bureau_returned, bureau_returned>bureau_rejected, filing_registered>completed, material_changed, sms_failed, sms_failed>sms_returned',
      'bureau_watch'
    ],
    sms_returned: [
      'abandon>abandoned, resend?>bureau_submitting, save, submit with a reason>initial_review, submit>initial_review',
      'authenticity_checked, authenticity_link_issued, bureau_approved>bureau_review, filing_registered>completed, material_changed',
      'authenticity_link, expiry>expired, reminder_1, reminder_2, reminder_3'
    ],
    bureau_rejected: [
      'abandon>abandoned, save, submit with a reason>initial_review, submit?>initial_review',
      'authenticity_checked, authenticity_link_issued, bureau_approved>bureau_review, filing_registered>completed, material_changed',
      'authenticity_link, expiry>expired, reminder_1, reminder_2, reminder_3'
    ],
    completed: [
      '',
      'authenticity_checked, authenticity_link_issued, filing_registered, material_changed',
      ''
    ],
    abandoned: [
      '',
      'authenticity_checked, authenticity_link_issued, filing_registered?, material_changed',
      ''
    ],
    expired: [
      'abandon>abandoned, save?, submit with a reason?>initial_review, submit?>initial_review',
      'authenticity_checked, authenticity_link_issued, filing_registered?, material_changed',
      ''
    ]
  },
  migrate_service: {
    draft: [
      'abandon>abandoned, save, submit with a reason>initial_review, submit?>initial_review',
      'authenticity_checked, authenticity_link_issued, filing_registered?>completed, material_changed',
      'authenticity_link, expiry>expired, reminder_1, reminder_2, reminder_3'
    ],
    initial_review: [
      'pass by another?, pass by another?>counterparty_confirmation, pass?, pass?>counterparty_confirmation, reject>initial_rejected',
      'authenticity_checked, authenticity_link_issued, filing_registered?>completed, material_changed',
      'review_watch'
    ],
    initial_rejected: [
      'abandon>abandoned, save, submit with a reason>initial_review, submit?>initial_review, undo?>initial_review, withdraw>draft',
      'authenticity_checked, authenticity_link_issued, filing_registered?>completed, material_changed',
      'authenticity_link, expiry>expired, reminder_1, reminder_2, reminder_3'
    ],
    counterparty_confirmation: [
      'abandon>abandoned, confirm>bureau_queue, decline>draft, undo by another?>initial_review, undo?>initial_review',
      'authenticity_checked, authenticity_link_issued, filing_registered?>completed, material_changed',
      'counterparty_reminder, counterparty_window>draft'
    ],
    bureau_queue: [
      'abandon>abandoned, reject>initial_rejected, send_to_bureau>bureau_submitting',
      'authenticity_checked, authenticity_link_issued, filing_registered?>completed, material_changed',
      'hand_over_watch'
    ],
    bureau_submitting: [
      '',
      'authenticity_checked, authenticity_link_issued, bureau_accepted>sms_verification, bureau_approved>bureau_review, bureau_refused>bureau_submission_failed, bureau_rejected_by_reviewer>bureau_rejected, bureau_returned>bureau_rejected, filing_registered>completed, material_changed, sms_completed>bureau_review, sms_failed>sms_returned, sms_person_verified',
      'submission_watch'
    ],
    bureau_submission_failed: [
      'abandon>abandoned, reject>initial_rejected, send_to_bureau>bureau_submitting',
      'authenticity_checked, authenticity_link_issued, bureau_approved>bureau_review, filing_registered>completed, material_changed',
      'hand_over_watch'
    ],
    sms_verification: [
      'confirm>bureau_review',
      'authenticity_checked, authenticity_link_issued, bureau_approved>bureau_review, bureau_rejected_by_reviewer>bureau_rejected, bureau_returned>bureau_rejected, filing_registered>completed, material_changed, sms_completed>bureau_review, sms_failed>sms_returned, sms_person_verified',
      'sms_warning_1, sms_warning_2, sms_window>bureau_review'
    ],
    bureau_review: [
      '',
      'authenticity_checked, authenticity_link_issued, bureau_approved?, bureau_refused?, bureau_rejected_by_reviewer, bureau_rejected_by_reviewer>bureau_rejected, bureau_returned, bureau_returned>bureau_rejected, filing_registered>completed, material_changed, sms_failed, sms_failed>sms_returned',
      'bureau_watch'
    ],
    sms_returned: [
      'abandon>abandoned, resend?>bureau_submitting, save, submit with a reason>initial_review, submit>initial_review',
      'authenticity_checked, authenticity_link_issued, bureau_approved>bureau_review, filing_registered>completed, material_changed',
      'authenticity_link, expiry>expired, reminder_1, reminder_2, reminder_3, resend_due'
    ],
    bureau_rejected: [
      'abandon>abandoned, save, submit with a reason>initial_review, submit?>initial_review',
      'authenticity_checked, authenticity_link_issued, bureau_approved>bureau_review, filing_registered>completed, material_changed',
      'authenticity_link, expiry>expired, reminder_1, reminder_2, reminder_3'
    ],
    completed: [
      '',
      'authenticity_checked, authenticity_link_issued, filing_registered, material_changed',
      ''
    ],
    abandoned: [
      '',
      'authenticity_checked, authenticity_link_issued, filing_registered?, material_changed',
      ''
    ],
    expired: [
      'abandon>abandoned, save?, submit with a reason?>initial_review, submit?>initial_review',
      'authenticity_checked, authenticity_link_issued, filing_registered?, material_changed',
      ''
    ]
  },
  transfer: {
    draft: [
      'abandon>abandoned, save, submit with a reason>counterparty_confirmation, submit>counterparty_confirmation',
      'authenticity_checked, authenticity_link_issued, material_changed',
      'authenticity_link, expiry>expired, reminder_1, reminder_2, reminder_3'
    ],
    counterparty_confirmation: [
      'abandon>abandoned, confirm>completed, decline>draft',
      'authenticity_checked, authenticity_link_issued, material_changed',
      'counterparty_reminder, counterparty_window>draft'
    ],
    completed: [
      '',
      'authenticity_checked, authenticity_link_issued, material_changed',
      ''
    ],
    abandoned: [
      '',
      'authenticity_checked, authenticity_link_issued, material_changed',
      ''
    ],
    expired: [
      'abandon>abandoned',
      'authenticity_checked, authenticity_link_issued, material_changed',
      ''
    ]
  }
} as const
