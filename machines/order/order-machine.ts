import type { GuardName } from './order-conditions.ts'
import { contextAtBirth, type OrderContext } from './order-context.ts'
import type { Audience, NotificationTemplate } from './order-effects.ts'
import { orderSetup } from './order-machine-setup.ts'
import { POLICY_PRESETS } from './order-policy.ts'

/** Raised whenever a stored snapshot would be read differently; see docs/adr/0001. */
export const MACHINE_ID = 'order'
export const MACHINE_VERSION = 1

const all = (...of: GuardName[]) => ({ type: 'all' as const, params: { of } })
const notify = (template: NotificationTemplate, audience: Audience) =>
  ({ type: 'notify' as const, params: { template, audience } })
const upload = { type: 'upload_to_bureau' as const, params: ({ context }: { context: OrderContext }) => ({ attempt: context.attempt }) }

/** Recorded in the history and nothing more. */
const remarks = { authenticity_checked: {}, material_changed: {} } as const
const save = { actions: 'keepContent' } as const
const abandon = { target: 'abandoned', actions: notify('order_abandoned', 'applicant') } as const
const withdrawn = { target: 'draft', actions: notify('order_withdrawn', 'reviewers') } as const

/** While an order waits for its applicant it is reminded of, and then expires. Saving does not restart this clock. */
const idleClock = {
  REMINDER_1: { actions: notify('order_idle', 'applicant') },
  REMINDER_2: { actions: notify('order_idle', 'applicant') },
  REMINDER_3: { actions: notify('order_idle', 'applicant') },
  EXPIRY: { target: 'expired', actions: notify('order_expired', 'applicant') }
} as const

const sentForReview = [notify('order_submitted', 'applicant'), notify('order_submitted', 'reviewers')] as const
const submit = { target: 'initial_review', guard: all('noOpenFinding'), actions: ['startRound', 'markSubmitted', ...sentForReview] } as const
const submitCorrected = { ...submit, actions: ['startRound', 'markResubmitted', ...sentForReview] } as const
const reopen = { ...submit, guard: all('mayReopen', 'noOpenFinding') } as const

const correctionRequested = { target: 'correction_requested', actions: ['keepFindings', 'keepDecision', notify('order_correction_requested', 'applicant')] } as const
const initialRejected = { target: 'initial_rejected', actions: ['keepFindings', 'keepDecision', notify('order_initial_rejected', 'applicant')] } as const

/** An operator's objection after the review is no decision of it: nobody takes it back. */
const sentBack = { ...correctionRequested, actions: ['keepFindings', 'closeDecision', notify('order_correction_requested', 'applicant')] } as const
const refusedLate = { ...initialRejected, actions: ['keepFindings', 'closeDecision', notify('order_initial_rejected', 'applicant')] } as const

const handOver = [
  { target: 'bureau_submitting', guard: all('byBureauOperatorOrPolicy', 'rulesHold'), actions: ['startAttempt', upload] },
  { target: 'correction_requested', guard: all('byBureauOperatorOrPolicy'), actions: ['keepFindings', 'closeDecision', notify('order_correction_requested', 'applicant')] }
] as const

const completed = { target: 'completed', guard: all('isCurrent'), actions: ['keepFiling', notify('order_completed', 'applicant'), notify('order_completed', 'owners')] } as const
/** The number may come whatever else has happened meanwhile: the bureau's registry is the truth. */
const registered = { filing_registered: completed } as const
/** In a state that is final an operator has to look at it. */
const registeredTooLate = { filing_registered: { guard: all('isCurrent'), actions: ['keepFiling', notify('order_conflict', 'bureau_operators')] } } as const
const invalidated = { filing_found: { target: 'invalid', guard: all('neverSent'), actions: [notify('order_invalid', 'applicant')] } } as const

const approved = { target: 'bureau_review', guard: all('isCurrent'), actions: ['keepApproval', notify('order_approved', 'applicant')] } as const
const smsReturned = { target: 'sms_returned', guard: all('isCurrentAndUndecided'), actions: [notify('order_sms_returned', 'applicant'), notify('order_sms_returned', 'bureau_operators')] } as const
const bureauRejected = { target: 'bureau_rejected', guard: all('isCurrentAndUndecided'), actions: ['keepFindings', notify('order_bureau_rejected', 'applicant')] } as const
/** After an approval a return of the same attempt contradicts it: a conflict for an operator, not a transition. */
const conflict = { guard: all('isCurrent'), actions: [notify('order_conflict', 'bureau_operators')] } as const

/** What the bureau may answer while it has the order. A result implies that the upload was accepted. */
const bureauAnswers = {
  sms_failed: [smsReturned, conflict],
  bureau_returned: [bureauRejected, conflict],
  bureau_rejected_by_reviewer: [bureauRejected, conflict],
  bureau_approved: approved,
  ...registered,
  ...remarks
} as const
const smsPersonVerified = { guard: all('isCurrent'), actions: ['keepSmsPerson'] } as const

const undo = { target: 'initial_review', guard: all('isDecidingReviewer', 'undoWindowOpen'), actions: 'takeDecisionBack' } as const

/** What an applicant may do when the order has come back. */
const applicantsTurn = { save, submit, abandon, ...registered, ...invalidated, ...remarks } as const

/**
 * XState's `transition` first makes an actor of the machine, with no input, and throws it away. An empty context made
 * the delays of `draft` fail there unseen, and an error with its stack cost nearly as much as the transition itself.
 */
const NO_ORDER: OrderContext = contextAtBirth({ orderType: 'first_filing', policy: POLICY_PRESETS.huawei, contentHash: '', findings: [] })

/**
 * The life of a filing order. Flat, so that `state` is a string; pure, so that deciding is a function.
 * Source: DESIGN.md 2.1 and 2.2, lifecycle.md 2.2.
 */
export const orderMachine = orderSetup.createMachine({
  id: MACHINE_ID,
  context: ({ input = NO_ORDER }) => ({ ...input }),
  initial: 'draft',
  states: {
    draft: {
      after: idleClock,
      on: applicantsTurn
    },
    initial_review: {
      on: {
        withdraw: { ...withdrawn, guard: all('mayWithdraw') },
        abandon: { ...abandon, guard: all('mayAbandonDuringReview') },
        pass: [
          { guard: all('byReviewer', 'awaitsFirstPass'), actions: 'keepFirstPass' },
          {
            target: 'bureau_queue',
            guard: all('byReviewer', 'isSecondReviewer'),
            actions: ['keepPass', notify('order_initial_passed', 'applicant'), notify('order_initial_passed', 'bureau_operators')]
          }
        ],
        request_correction: { ...correctionRequested, guard: all('byReviewer', 'hasFindings') },
        reject: { ...initialRejected, guard: all('byReviewer', 'hasFindings') },
        ...registered,
        ...invalidated,
        ...remarks
      }
    },
    correction_requested: {
      after: idleClock,
      on: { ...applicantsTurn, submit: submitCorrected, undo }
    },
    initial_rejected: {
      after: idleClock,
      on: { ...applicantsTurn, undo }
    },
    bureau_queue: {
      after: { HAND_OVER: { actions: 'hand_over' } },
      on: {
        withdraw: { ...withdrawn, guard: all('mayWithdraw', 'mayWithdrawAfterPassing') },
        abandon: { ...abandon, guard: all('mayAbandonAfterPassing') },
        request_correction: { ...sentBack, guard: all('byBureauOperator', 'mayObjectAfterPassing', 'hasFindings') },
        reject: { ...refusedLate, guard: all('byBureauOperator', 'mayObjectAfterPassing', 'hasFindings') },
        undo,
        send_to_bureau: handOver,
        ...registered,
        ...invalidated,
        ...remarks
      }
    },
    bureau_submitting: {
      on: {
        bureau_accepted: [
          {
            target: 'sms_verification',
            guard: all('isCurrent', 'asksForSms'),
            actions: [notify('order_submitted_to_bureau', 'applicant'), notify('order_sms_required', 'owners')]
          },
          { target: 'bureau_review', guard: all('isCurrent'), actions: [notify('order_submitted_to_bureau', 'applicant')] }
        ],
        bureau_refused: {
          target: 'bureau_submission_failed',
          guard: all('isCurrent'),
          actions: [notify('order_submission_failed', 'bureau_operators')]
        },
        sms_person_verified: smsPersonVerified,
        sms_completed: { target: 'bureau_review', guard: all('isCurrent') },
        ...bureauAnswers
      }
    },
    bureau_submission_failed: {
      on: {
        withdraw: { ...withdrawn, guard: all('mayWithdraw', 'mayWithdrawAfterFailedSubmission') },
        abandon: { ...abandon, guard: all('mayAbandonAfterFailedSubmission') },
        request_correction: { ...sentBack, guard: all('byBureauOperator', 'hasFindings') },
        reject: { ...refusedLate, guard: all('byBureauOperator', 'hasFindings') },
        send_to_bureau: handOver,
        bureau_approved: approved,
        ...registered,
        ...remarks
      }
    },
    sms_verification: {
      after: {
        SMS_WARNING_1: { actions: notify('order_sms_warning', 'owners') },
        SMS_WARNING_2: { actions: notify('order_sms_warning', 'owners') },
        SMS_WINDOW: { target: 'bureau_review', actions: 'assumeSms' }
      },
      on: {
        confirm: 'bureau_review',
        sms_person_verified: smsPersonVerified,
        sms_completed: { target: 'bureau_review', guard: all('isCurrent') },
        ...bureauAnswers
      }
    },
    bureau_review: {
      on: { ...bureauAnswers, bureau_approved: { guard: all('isCurrentAndUndecided'), actions: ['keepApproval', notify('order_approved', 'applicant')] } }
    },
    sms_returned: {
      after: idleClock,
      on: {
        ...applicantsTurn,
        resend: { target: 'bureau_submitting', guard: all('mayResend', 'contentUnchanged', 'rulesHold'), actions: ['startAttempt', upload] },
        bureau_approved: approved
      }
    },
    bureau_rejected: {
      after: idleClock,
      on: { ...applicantsTurn, bureau_approved: approved }
    },
    completed: { on: { ...registeredTooLate, ...remarks } },
    abandoned: { on: { ...registeredTooLate, ...remarks } },
    expired: {
      on: { save: { ...save, guard: all('mayReopen') }, submit: reopen, abandon, ...registeredTooLate, ...remarks }
    },
    invalid: { on: { ...registeredTooLate, ...remarks } }
  }
})
