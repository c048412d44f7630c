import { assign, setup } from 'xstate'
import { findingsAfterSave, findingsAfterSubmit, holds, type GuardName } from './order-conditions.ts'
import type { OrderContext } from './order-context.ts'
import type { Audience, NotificationTemplate } from './order-effects.ts'
import type { OpenFinding, OrderEvent } from './order-events.ts'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

/** What the statechart is written with: its guards, what it remembers, what it asks of the world, its deadlines. */
export const orderSetup = setup({
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
      ? { contentHash: event.contentHash, findings: findingsAfterSave(context, event.changed, event.findings), decision: null }
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
    /** Somebody has acted on it: it can no longer be taken back. */
    closeDecision: assign({ decision: null }),
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
