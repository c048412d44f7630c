import { assign, setup } from 'xstate'
import type { DisabledReason, EndpointContext } from './endpoint-context.ts'
import { endpointDelays } from './endpoint-delays.ts'
import type { EndpointEvent } from './endpoint-events.ts'

/** What the statechart is written with: its guard, what it remembers, what it asks of the world, its deadlines. */
export const endpointSetup = setup({
  types: { context: {} as EndpointContext, events: {} as EndpointEvent, input: {} as EndpointContext },
  guards: {
    /** The answer is one to the check that counts. */
    isCurrentCheck: ({ context, event }) => 'consentId' in event && event.consentId === context.consentId
  },
  actions: {
    /** The effects: named here, done in the commit. */
    ask_consent: (_, _params: { consentId: string }) => {},
    withdraw_consent_check: () => {},
    hold_deliveries: () => {},
    release_deliveries: (_, _params: { since: string }) => {},
    warn: (_, _params: { stage: 1 | 2 }) => {},
    tell_disabled: (_, _params: { reason: DisabledReason }) => {},

    newCheck: assign(({ event }) => 'consentId' in event && event.consentId !== undefined ? { consentId: event.consentId } : {}),
    holdFromNow: assign(({ event }) => ({ heldSince: event.at })),
    beginFailing: assign(({ event }) => ({ failingSince: event.at, warnings: 0 })),
    endFailing: assign({ failingSince: null, warnings: 0 }),
    keepWarning: assign((_, { stage }: { stage: 1 | 2 }) => ({ warnings: stage })),
    keepReason: assign((_, { reason }: { reason: DisabledReason }) => ({ disabledBecause: reason })),
    forgetReason: assign({ disabledBecause: null })
  },
  delays: endpointDelays
})
