import { endpointAtBirth, type DisabledReason, type EndpointContext } from './endpoint-context.ts'
import { endpointSetup } from './endpoint-machine-setup.ts'

/** Raised whenever a stored snapshot would be read differently, together with a step that reads the older one. */
export const ENDPOINT_MACHINE_ID = 'webhook_endpoint'
export const ENDPOINT_MACHINE_VERSION = 1

type Given = { context: EndpointContext }
const askConsent = { type: 'ask_consent' as const, params: ({ context }: Given) => ({ consentId: context.consentId }) }
const release = { type: 'release_deliveries' as const, params: ({ context }: Given) => ({ since: context.heldSince }) }

const because = (reason: DisabledReason) => ({ type: 'keepReason' as const, params: { reason } })
/** Whoever disables an endpoint knows it; everybody else is told. */
const fallsSilent = (reason: DisabledReason) => ({
  target: 'disabled' as const, actions: [because(reason), { type: 'tell_disabled' as const, params: { reason } }]
})
const warning = (stage: 1 | 2) => ({
  actions: [{ type: 'keepWarning' as const, params: { stage } }, { type: 'warn' as const, params: { stage } }]
})

const disable = { target: 'disabled', actions: because('by_owner') } as const
/** Nobody has consented at the new address. What comes meanwhile is held, and goes out when somebody has. */
const moves = { target: 'verifying', actions: ['newCheck', 'holdFromNow', 'endFailing', 'hold_deliveries'] } as const

/** XState makes an actor of the machine first, with no input, and throws it away. */
const NO_ENDPOINT = endpointAtBirth({ consentId: '', createdAt: '' })

/**
 * The life of a webhook endpoint. Flat and pure, as the order's is: deciding is a function, deadlines are named.
 * Source: DESIGN.md section 6.
 */
export const endpointMachine = endpointSetup.createMachine({
  id: ENDPOINT_MACHINE_ID,
  context: ({ input = NO_ENDPOINT }) => ({ ...input }),
  initial: 'verifying',
  states: {
    verifying: {
      entry: askConsent,
      on: {
        verification_answered: { target: 'active', guard: 'isCurrentCheck', actions: release },
        verification_given_up: { ...fallsSilent('unverified'), guard: 'isCurrentCheck' },
        gone: { ...fallsSilent('gone'), guard: 'isCurrentCheck' },
        url_changed: { target: 'verifying', reenter: true, actions: 'newCheck' },
        disable: { target: 'disabled', actions: [because('by_owner'), 'withdraw_consent_check'] }
      }
    },
    active: {
      on: {
        delivery_failed: { target: 'failing', actions: 'beginFailing' },
        gone: fallsSilent('gone'),
        url_changed: moves,
        disable
      }
    },
    failing: {
      after: {
        FIRST_WARNING: warning(1),
        SECOND_WARNING: warning(2),
        DISABLE: fallsSilent('failures')
      },
      on: {
        delivery_succeeded: { target: 'active', actions: 'endFailing' },
        gone: fallsSilent('gone'),
        url_changed: moves,
        disable
      }
    },
    disabled: {
      entry: 'hold_deliveries',
      on: {
        /** Consent is asked again: days may have passed, and an address may belong to somebody else by now. */
        enable: { target: 'verifying', actions: ['newCheck', 'holdFromNow', 'endFailing', 'forgetReason'] }
      }
    }
  }
})
