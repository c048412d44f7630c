import type { GuardName } from './order-conditions.ts'
import { effectiveFlags } from './effective-flags.ts'
import { contextAtBirth, type OrderContext } from './order-context.ts'
import type { Audience, NotificationTemplate } from './order-effects.ts'
import { orderSetup } from './order-machine-setup.ts'
import { POLICY_PRESETS } from './policy/policy-presets.ts'

/** Raised whenever a stored snapshot would be read differently, together with an upcaster; see docs/adr/0016. */
export const MACHINE_ID = 'order'
export const MACHINE_VERSION = 2

const all = (...of: GuardName[]) => ({ type: 'all' as const, params: { of } })
const notify = (template: NotificationTemplate, audience: Audience) =>
  ({ type: 'notify' as const, params: { template, audience } })

type Given = { context: OrderContext }
const upload = { type: 'upload_to_bureau' as const, params: ({ context }: Given) => ({ attempt: context.attempt }) }
const changeRegistry = { type: 'change_registry' as const, params: ({ context }: Given) => ({ change: effectiveFlags(context).registryChange }) }

/** Recorded in the history and nothing more. */
const remarks = { authenticity_link_issued: {}, authenticity_checked: {}, material_changed: {} } as const
/** While its applicant has the order, its links run and their result counts. */
const authenticity = {
  authenticity_link_issued: { actions: ['endLink', 'startLink'] },
  authenticity_link: { actions: notify('order_authenticity_link_over', 'applicant') },
  authenticity_checked: { actions: ['keepAuthenticity', 'endLink'] },
  material_changed: {}
} as const

const save = { actions: 'keepContent', guard: all('onlyOpenFields') } as const
const abandon = { target: 'abandoned', actions: [notify('order_abandoned', 'applicant')] } as const
const withdrawn = { target: 'draft', actions: ['openAllFields', notify('order_withdrawn', 'reviewers')] } as const
/** What the review rejected is nobody's but the applicant's. */
const reopened = { target: 'draft', actions: ['openAllFields', 'closeDecision'] } as const
const takenBack = { target: 'draft', actions: ['openAllFields', notify('order_withdrawn', 'bureau_operators')] } as const

const remindOf = (template: NotificationTemplate) => ({ actions: notify(template, 'applicant') })
/** While an order waits for its applicant it is reminded of, and then expires. Saving does not restart this clock. */
const reminders = { REMINDER_1: remindOf('order_idle'), REMINDER_2: remindOf('order_idle'), REMINDER_3: remindOf('order_idle') } as const
const expires = [
  { target: 'expired', guard: all('contentIsDeleted'), actions: [notify('order_expired', 'applicant'), 'erase_content'] },
  { target: 'expired', actions: notify('order_expired', 'applicant') }
] as const
const idleClock = { ...reminders, EXPIRY: expires } as const

const askOwner = notify('order_owner_confirmation', 'applicant')
const askCounterparty = notify('order_counterparty_confirmation', 'counterparty')
const unanswered = [notify('order_counterparty_silent', 'applicant'), notify('order_counterparty_silent', 'counterparty')] as const
const toBureau = notify('order_initial_passed', 'bureau_operators')
const sentForReview = [notify('order_submitted', 'applicant'), notify('order_submitted', 'reviewers')] as const

/** The first step of its type: review, or what comes next where there is none. */
const submits = (mark: 'markSubmitted' | 'markResubmitted', ...may: GuardName[]) => [
  { target: 'initial_review', guard: all('isReviewed', ...may), actions: ['keepSubmission', mark, ...sentForReview] },
  { target: 'owner_confirmation', guard: all('asksOwner', ...may), actions: ['keepSubmission', askOwner] },
  { target: 'counterparty_confirmation', guard: all('asksCounterparty', ...may), actions: ['keepSubmission', askCounterparty] },
  { target: 'bureau_queue', guard: all('goesToBureau', ...may), actions: ['keepSubmission', notify('order_submitted', 'applicant'), notify('order_submitted', 'bureau_operators')] }
] as const
const submit = submits('markSubmitted', 'noOpenFinding', 'authenticityPassed')

const softReturn = { target: 'correction_requested', actions: ['keepFindings', 'keepDecision', notify('order_correction_requested', 'applicant')] } as const
const initialRejected = { target: 'initial_rejected', actions: ['keepFindings', 'keepDecision', notify('order_initial_rejected', 'applicant')] } as const
/** An operator's objection after the review is no decision of it: nobody takes it back. */
const sentBack = { target: 'correction_requested', actions: ['keepFindings', 'closeDecision', notify('order_correction_requested', 'applicant')] } as const
const refusedLate = { target: 'initial_rejected', actions: ['keepFindings', 'closeDecision', notify('order_initial_rejected', 'applicant')] } as const
const undo = { target: 'initial_review', guard: all('isDecidingReviewer', 'undoWindowOpen'), actions: 'takeDecisionBack' } as const

const succeeded = [notify('order_completed', 'applicant'), changeRegistry] as const
const pass = [
  { guard: all('byReviewer', 'awaitsFirstPass'), actions: 'keepFirstPass' },
  { target: 'owner_confirmation', guard: all('asksOwner', 'byReviewer', 'isSecondReviewer'), actions: ['keepPass', notify('order_initial_passed', 'applicant'), askOwner] },
  { target: 'counterparty_confirmation', guard: all('asksCounterparty', 'byReviewer', 'isSecondReviewer'), actions: ['keepPass', notify('order_initial_passed', 'applicant'), askCounterparty] },
  { target: 'bureau_queue', guard: all('goesToBureau', 'byReviewer', 'isSecondReviewer'), actions: ['keepPass', notify('order_initial_passed', 'applicant'), toBureau] },
  { target: 'completed', guard: all('byReviewer', 'isSecondReviewer'), actions: ['keepPass', ...succeeded] }
] as const

const handOver = [
  { target: 'bureau_submitting', guard: all('byBureauOperatorOrPolicy', 'rulesHold'), actions: ['startAttempt', upload] },
  { ...sentBack, guard: all('byBureauOperatorOrPolicy') }
] as const

const completed = { target: 'completed', guard: all('isCurrent'), actions: ['keepFiling', notify('order_completed', 'owners'), ...succeeded] } as const
/** The number may come whatever else has happened meanwhile: the bureau's registry is the truth. */
const registered = { filing_registered: completed } as const
/** In a state that is final an operator has to look at it. */
const registeredTooLate = { filing_registered: { guard: all('isCurrent'), actions: ['keepFiling', notify('order_conflict', 'bureau_operators'), changeRegistry] } } as const
const invalidated = { filing_found: { target: 'invalid', guard: all('filesAnew', 'neverSent'), actions: [notify('order_invalid', 'applicant')] } } as const

const approved = { target: 'bureau_review', guard: all('isCurrent'), actions: ['keepApproval', notify('order_approved', 'applicant')] } as const
const smsReturned = { target: 'sms_returned', guard: all('isCurrentAndUndecided'), actions: ['openAllFields', notify('order_sms_returned', 'applicant'), notify('order_sms_returned', 'bureau_operators')] } as const
const smsLapsed = { target: 'abandoned', guard: all('endsWithoutSms', 'isCurrentAndUndecided'), actions: notify('order_lapsed', 'applicant') } as const
const bureauRejected = { target: 'bureau_rejected', guard: all('isCurrentAndUndecided'), actions: ['keepFindings', notify('order_bureau_rejected', 'applicant')] } as const
/** After an approval a return of the same attempt contradicts it: a conflict for an operator, not a transition. */
const conflict = { guard: all('isCurrent'), actions: [notify('order_conflict', 'bureau_operators')] } as const

/** What the bureau may answer while it has the order. A result implies that the upload was accepted. */
const bureauAnswers = {
  sms_failed: [smsLapsed, smsReturned, conflict],
  bureau_returned: [bureauRejected, conflict],
  bureau_rejected_by_reviewer: [bureauRejected, conflict],
  bureau_approved: approved,
  ...registered,
  ...remarks
} as const
const smsPersonVerified = { guard: all('isCurrent'), actions: ['keepSmsPerson'] } as const

/** What an applicant may do when the order is theirs. */
const applicantsTurn = { save, submit, abandon, ...registered, ...invalidated, ...authenticity } as const

/**
 * XState's `transition` first makes an actor of the machine, with no input, and throws it away. An empty context made
 * the delays of `draft` fail there unseen, and an error with its stack cost nearly as much as the transition itself.
 */
const NO_ORDER: OrderContext = contextAtBirth({
  orderType: 'first_filing', province: '', createdAt: '1970-01-01T00:00:00.000Z', policy: POLICY_PRESETS.huawei, contentHash: '', findings: []
})

/**
 * The life of a filing order of any type. Flat, so that `state` is a string; pure, so that deciding is a function.
 * Source: DESIGN.md 2.1 and 2.2, lifecycle.md 2.2.
 */
export const orderMachine = orderSetup.createMachine({
  id: MACHINE_ID,
  context: ({ input = NO_ORDER }) => ({ ...input }),
  initial: 'draft',
  states: {
    draft: {
      after: idleClock,
      exit: 'endLink',
      on: applicantsTurn
    },
    initial_review: {
      after: { REVIEW_WATCH: { actions: notify('order_review_overdue', 'reviewers') } },
      on: {
        withdraw: { ...withdrawn, guard: all('mayWithdraw', 'mayWithdrawDuringReview', 'saysWhyItWithdraws') },
        abandon: { ...abandon, guard: all('mayAbandonDuringReview') },
        pass,
        request_correction: { ...softReturn, guard: all('byReviewer', 'maySoftReturn', 'hasFindings') },
        reject: { ...initialRejected, guard: all('byReviewer', 'hasFindings') },
        ...registered,
        ...invalidated,
        ...remarks
      }
    },
    correction_requested: {
      after: idleClock,
      exit: 'endLink',
      on: { ...applicantsTurn, submit: submits('markResubmitted', 'noOpenFinding', 'authenticityPassed'), undo }
    },
    initial_rejected: {
      after: idleClock,
      exit: 'endLink',
      on: { ...applicantsTurn, withdraw: { ...reopened, guard: all('mayWithdraw', 'mayWithdrawRejected', 'saysWhyItWithdraws') }, undo }
    },
    owner_confirmation: {
      after: { ...reminders, OWNER_WINDOW: expires },
      on: {
        confirm: { target: 'bureau_queue', guard: all('byApplicant'), actions: ['keepOwnerConfirmation', toBureau] },
        decline: { target: 'draft', guard: all('byApplicant'), actions: ['closeDecision', notify('order_declined', 'reviewers')] },
        abandon,
        undo,
        ...registered,
        ...invalidated,
        ...remarks
      }
    },
    counterparty_confirmation: {
      after: {
        COUNTERPARTY_REMINDER: { actions: notify('order_counterparty_reminder', 'counterparty') },
        COUNTERPARTY_WINDOW: { target: 'draft', actions: ['closeDecision', ...unanswered] }
      },
      on: {
        confirm: [
          { target: 'bureau_queue', guard: all('goesToBureau', 'byCounterparty'), actions: ['keepCounterpartyConfirmation', notify('order_confirmed', 'applicant'), toBureau] },
          { target: 'completed', guard: all('byCounterparty'), actions: ['keepCounterpartyConfirmation', notify('order_completed', 'counterparty'), ...succeeded] }
        ],
        decline: { target: 'draft', guard: all('byCounterparty'), actions: ['closeDecision', notify('order_declined', 'applicant'), notify('order_declined', 'counterparty')] },
        abandon: { target: 'abandoned', actions: [notify('order_abandoned', 'applicant'), notify('order_abandoned', 'counterparty')] },
        undo,
        ...registered,
        ...invalidated,
        ...remarks
      }
    },
    bureau_queue: {
      after: {
        HAND_OVER: { actions: 'hand_over' },
        HAND_OVER_WATCH: { actions: notify('order_hand_over_overdue', 'bureau_operators') }
      },
      on: {
        withdraw: { ...takenBack, guard: all('mayWithdraw', 'mayWithdrawAfterPassing', 'saysWhyItWithdraws') },
        abandon: { ...abandon, guard: all('mayAbandonAfterPassing') },
        request_correction: { ...sentBack, guard: all('byBureauOperator', 'maySoftReturn', 'mayObjectAfterPassing', 'hasFindings') },
        reject: { ...refusedLate, guard: all('byBureauOperator', 'mayObjectAfterPassing', 'hasFindings') },
        undo,
        send_to_bureau: handOver,
        ...registered,
        ...invalidated,
        ...remarks
      }
    },
    bureau_submitting: {
      after: { SUBMISSION_WATCH: { actions: notify('order_submission_overdue', 'bureau_operators') } },
      on: {
        bureau_accepted: [
          {
            target: 'sms_verification',
            guard: all('asksForSms', 'isCurrent'),
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
      after: { HAND_OVER_WATCH: { actions: notify('order_hand_over_overdue', 'bureau_operators') } },
      on: {
        withdraw: { ...takenBack, guard: all('mayWithdraw', 'mayWithdrawAfterFailedSubmission', 'saysWhyItWithdraws') },
        abandon: { ...abandon, guard: all('mayAbandonAfterFailedSubmission') },
        request_correction: { ...sentBack, guard: all('byBureauOperator', 'maySoftReturn', 'hasFindings') },
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
        confirm: { target: 'bureau_review', guard: all('byApplicant') },
        sms_person_verified: smsPersonVerified,
        sms_completed: { target: 'bureau_review', guard: all('isCurrent') },
        ...bureauAnswers
      }
    },
    bureau_review: {
      after: {
        BUREAU_WATCH: { actions: [notify('order_bureau_overdue', 'bureau_operators'), notify('order_bureau_overdue', 'applicant')] }
      },
      on: {
        ...bureauAnswers,
        bureau_approved: { guard: all('isCurrentAndUndecided'), actions: ['keepApproval', notify('order_approved', 'applicant')] },
        bureau_refused: { ...conflict, guard: all('isCurrentAndApproved') }
      }
    },
    sms_returned: {
      after: { ...idleClock, RESEND_DUE: { actions: notify('order_resend_due', 'bureau_operators') } },
      exit: 'endLink',
      on: {
        ...applicantsTurn,
        resend: { target: 'bureau_submitting', guard: all('mayResend', 'contentUnchanged', 'rulesHold'), actions: ['startAttempt', upload] },
        bureau_approved: approved
      }
    },
    bureau_rejected: {
      after: idleClock,
      exit: 'endLink',
      on: { ...applicantsTurn, bureau_approved: approved }
    },
    completed: { on: { ...registeredTooLate, ...remarks } },
    abandoned: { on: { ...registeredTooLate, ...remarks } },
    expired: {
      on: {
        save: { ...save, guard: all('mayReopen', 'notRegistered', 'onlyOpenFields') },
        submit: submits('markSubmitted', 'mayReopen', 'notRegistered', 'noOpenFinding', 'authenticityPassed'),
        abandon,
        ...registeredTooLate,
        ...remarks,
        /** It may be what the reopening waits for. */
        authenticity_checked: { actions: 'keepAuthenticity' }
      }
    },
    invalid: { on: { ...registeredTooLate, ...remarks } }
  }
})
