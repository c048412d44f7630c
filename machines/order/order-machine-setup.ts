import { assign, cancel, raise, setup } from 'xstate'
import { effectiveFlags } from './effective-flags.ts'
import { fieldsObjectedTo, findingsAfterObjection, findingsAfterSave, findingsAfterSubmit, rulesOnly } from './open-findings.ts'
import { holds, type GuardName } from './order-conditions.ts'
import type { OrderContext } from './order-context.ts'
import { orderDelays } from './order-delays.ts'
import type { Audience, NotificationTemplate } from './order-effects.ts'
import type { MachineEvent, Objection, OrderEvent } from './order-events.ts'
import type { RegistryChange } from './order-types.ts'

/** What the statechart is written with: its guards, what it remembers, what it asks of the world, its deadlines. */
export const orderSetup = setup({
  types: { context: {} as OrderContext, events: {} as MachineEvent, input: {} as OrderContext },
  guards: {
    /** All of these hold. Guards are data, not functions, so that the chart can be drawn and a refusal explained. */
    all: ({ context, event }, params: { of: GuardName[] }) => params.of.every((name) => holds(name, context, event as OrderEvent))
  },
  actions: {
    /** The effects: named here, done by the worker. */
    upload_to_bureau: (_, _params: { attempt: number }) => {},
    hand_over: () => {},
    notify: (_, _params: { template: NotificationTemplate, audience: Audience }) => {},
    change_registry: (_, _params: { change: RegistryChange }) => {},
    erase_content: () => {},

    startLink: raise({ type: 'authenticity_link', at: '' }, { id: 'authenticity_link', delay: 'AUTHENTICITY_LINK' }),
    endLink: cancel('authenticity_link'),

    keepContent: assign(({ context, event }) => event.type === 'save'
      ? {
          contentHash: event.contentHash,
          findings: findingsAfterSave(context, event.changed, event.findings),
          decision: null,
          ...event.changed.some((field) => field.startsWith('service.principal')) && { authenticityPassed: null }
        }
      : {}),
    keepSubmission: assign(({ context, event }) => event.type === 'submit'
      ? {
          firstPassBy: null,
          decision: null,
          returnedFields: null,
          confirmations: { owner: false, counterparty: false },
          findings: findingsAfterSubmit(context, event),
          ...effectiveFlags(context).initialReview ? { round: context.round + 1 } : { reviewedHash: context.contentHash }
        }
      : {}),
    markResubmitted: assign({ resubmitted: true }),
    markSubmitted: assign({ resubmitted: false }),
    keepFindings: assign(({ context, event }) => 'findings' in event
      ? { findings: findingsAfterObjection(context.findings, event.findings), returnedFields: returnedFieldsOf(context, event) }
      : {}),
    openAllFields: assign({ returnedFields: null }),
    keepAuthenticity: assign(({ event }) => event.type === 'authenticity_checked' ? { authenticityPassed: event.passed } : {}),
    keepFirstPass: assign(({ event }) => 'by' in event ? { firstPassBy: event.by.id } : {}),
    keepPass: assign(({ context, event }) => 'by' in event
      ? { reviewedHash: context.contentHash, findings: rulesOnly(context.findings), decision: { by: event.by.id, at: event.at } }
      : {}),
    keepDecision: assign(({ event }) => 'by' in event ? { decision: { by: event.by.id, at: event.at } } : {}),
    /** Somebody has acted on it: it can no longer be taken back. */
    closeDecision: assign({ decision: null }),
    /** As if it had not been made: the first of two passes stands, and whoever gave it still cannot give the second. */
    takeDecisionBack: assign(({ context }) => ({
      decision: null, reviewedHash: null, returnedFields: null, findings: rulesOnly(context.findings)
    })),
    keepOwnerConfirmation: assign(({ context }) => ({ decision: null, confirmations: { ...context.confirmations, owner: true } })),
    keepCounterpartyConfirmation: assign(({ context }) => ({
      decision: null, confirmations: { ...context.confirmations, counterparty: true }
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
    ...orderDelays
  }
})

/** What the return leaves open for editing, where the policy opens nothing else. */
function returnedFieldsOf ({ policy }: OrderContext, { findings, opens }: Pick<Objection, 'findings' | 'opens'>): string[] | null {
  if (!policy.onlyFindings) return null
  return opens === undefined ? fieldsObjectedTo(findings) : opens
}
