import type { DisabledReason } from './endpoint-context.ts'

/** What an endpoint asks of the world, as data. All of it is done by SQL, in the commit of what happened. */
export type EndpointEffect =
  /** Sends a signed message that must be answered 2xx, in place of one that is still waiting to be sent. */
  | { type: 'ask_consent', consentId: string }
  | { type: 'withdraw_consent_check' }
  | { type: 'hold_deliveries' }
  | { type: 'release_deliveries', since: string }
  | { type: 'warn', stage: 1 | 2 }
  | { type: 'tell_disabled', reason: DisabledReason }

/** As a record, so that none can be forgotten. */
const EFFECTS: Record<EndpointEffect['type'], true> = {
  ask_consent: true,
  withdraw_consent_check: true,
  hold_deliveries: true,
  release_deliveries: true,
  warn: true,
  tell_disabled: true
}

export function isEndpointEffect (type: string): type is EndpointEffect['type'] {
  return type in EFFECTS
}
