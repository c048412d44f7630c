import { assign, setup } from 'xstate'
import { findingsAfterSave, findingsAfterSubmit, holds, type GuardName } from './order-conditions.ts'
import { contextAtBirth, type OrderContext } from './order-context.ts'
import type { Audience, NotificationTemplate } from './order-effects.ts'
import type { OpenFinding, OrderEvent } from './order-events.ts'
import { POLICY_PRESETS } from './order-policy.ts'

/** Raised whenever a stored snapshot would be read differently; see docs/adr/0004. */
export const MACHINE_ID = 'order'
export const MACHINE_VERSION = 1

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

const orderSetup = setup({
  types: { context: {} as OrderContext, events: {} as OrderEvent, input: {} as OrderContext },
  guards: {
    /** All of these hold. Guards are data, not functions, so that the chart can be drawn and a refusal explained. */
    all: ({ context, event }, params: { of: GuardName[] }) => params.of.every((name) => holds(name, context, event))
  },
  actions: {
    /** The effects: named here, done by the worker. */
    upload_to_bureau: (_, _params: { attempt: number }) => {},
    hand_over: () => {},
    notify: (_, _params: { template: NotificationTemplate, audience: Audience }) => {},

    keepContent: assign(({ context, event }) => event.type === 'save'
      ? { contentHash: event.contentHash, findings: findingsAfterSave(context, event.changed, event.findings) }
      : {}),
    startRound: assign(({ context, event }) => event.type === 'submit'
      ? { round: context.round + 1, firstPassBy: null, findings: findingsAfterSubmit(context, event) }
      : {}),
    markResubmitted: assign({ resubmitted: true }),
    markSubmitted: assign({ resubmitted: false }),
    keepFindings: assign(({ context, event }) => 'findings' in event
      ? { findings: replaceStages(context.findings, event.findings) }
      : {}),
    keepFirstPass: assign(({ event }) => 'by' in event ? { firstPassBy: event.by.id } : {}),
    keepPass: assign(({ context, event }) => 'by' in event
      ? { reviewedHash: context.contentHash, findings: rulesOnly(context.findings), decision: { by: event.by.id, at: event.at } }
      : {}),
    keepDecision: assign(({ event }) => 'by' in event ? { decision: { by: event.by.id, at: event.at } } : {}),
    takeDecisionBack: assign(({ context }) => ({
      decision: null, firstPassBy: null, reviewedHash: null, findings: rulesOnly(context.findings)
    })),
    startAttempt: assign(({ context }) => ({
      attempt: context.attempt + 1,
      approved: false,
      smsVerified: [],
      smsAssumed: false,
      findings: rulesOnly(context.findings)
    })),
    keepSmsPerson: assign(({ context, event }) => event.type === 'sms_person_verified'
      ? { smsVerified: [...new Set([...context.smsVerified, event.person])] }
      : {}),
    assumeSms: assign({ smsAssumed: true }),
    keepApproval: assign({ approved: true }),
    keepFiling: assign(({ event }) => event.type === 'filing_registered' ? { filing: event.filing, approved: true } : {})
  },
  delays: {
    REMINDER_1: ({ context }) => daysMs(context.policy.reminderDays[0]),
    REMINDER_2: ({ context }) => daysMs(context.policy.reminderDays[1]),
    REMINDER_3: ({ context }) => daysMs(context.policy.reminderDays[2]),
    EXPIRY: ({ context }) => daysMs(context.policy.validity.days),
    /** Not before the reviewer's time to undo is over. */
    HAND_OVER: ({ context }) => context.policy.automaticHandOver ? context.policy.undoWindowMs : Infinity,
    SMS_WARNING_1: ({ context }) => hoursMs(context.policy.sms.warningHours[0]),
    SMS_WARNING_2: ({ context }) => hoursMs(context.policy.sms.warningHours[1]),
    SMS_WINDOW: ({ context }) => hoursMs(context.policy.sms.windowHours + context.policy.sms.graceHours)
  }
})

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

const handOver = [
  { target: 'bureau_submitting', guard: all('byBureauOperatorOrPolicy', 'rulesHold'), actions: ['startAttempt', upload] },
  { target: 'correction_requested', guard: all('byBureauOperatorOrPolicy'), actions: ['keepFindings', notify('order_correction_requested', 'applicant')] }
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

/** What an applicant may do when the order has come back. */
const applicantsTurn = { save, submit, abandon, ...registered, ...invalidated, ...remarks } as const

/**
 * XState's `transition` first makes an actor of the machine, with no input, and throws it away. An empty context made
 * the delays of `draft` fail there unseen, and an error with its stack cost more than the transition itself.
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
      on: { ...applicantsTurn, submit: submitCorrected, undo: undoTo() }
    },
    initial_rejected: {
      after: idleClock,
      on: { ...applicantsTurn, undo: undoTo() }
    },
    bureau_queue: {
      after: { HAND_OVER: { actions: 'hand_over' } },
      on: {
        withdraw: { ...withdrawn, guard: all('mayWithdraw', 'mayWithdrawAfterPassing') },
        abandon: { ...abandon, guard: all('mayAbandonAfterPassing') },
        request_correction: { ...correctionRequested, guard: all('byBureauOperator', 'mayObjectAfterPassing', 'hasFindings') },
        reject: { ...initialRejected, guard: all('byBureauOperator', 'mayObjectAfterPassing', 'hasFindings') },
        undo: undoTo(),
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
        request_correction: { ...correctionRequested, guard: all('byBureauOperator', 'hasFindings') },
        reject: { ...initialRejected, guard: all('byBureauOperator', 'hasFindings') },
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

function undoTo () {
  return { target: 'initial_review', guard: all('isDecidingReviewer', 'undoWindowOpen'), actions: 'takeDecisionBack' } as const
}

/** A new objection replaces those of its own stage; the others stand. */
function replaceStages (open: OpenFinding[], found: OpenFinding[]): OpenFinding[] {
  const stages = new Set(found.map(({ stage }) => stage))
  return [...open.filter(({ stage }) => !stages.has(stage)), ...found]
}

function rulesOnly (findings: OpenFinding[]): OpenFinding[] {
  return findings.filter(({ stage }) => stage === 'rules')
}

/** A deadline that is off is Infinity and gets no row. */
function daysMs (days: number | undefined): number {
  return days === undefined ? Infinity : days * DAY_MS
}

function hoursMs (hours: number | undefined): number {
  return hours === undefined ? Infinity : hours * HOUR_MS
}
