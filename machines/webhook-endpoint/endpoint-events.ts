/** All that can happen to an endpoint: requests, which it may refuse, facts, and the deadlines that it sets itself. */

/** Whoever begins a consent check names it: it is the id of the delivery that asks. */
export type EndpointRequest =
  | { type: 'enable', at: string, consentId: string }
  | { type: 'disable', at: string }

export type EndpointFact =
  | { type: 'url_changed', at: string, consentId: string }
  | { type: 'verification_answered' | 'verification_given_up', at: string, consentId: string }
  | { type: 'delivery_succeeded' | 'delivery_failed', at: string }
  /** It answered 410. `consentId` when that was the answer to a consent check. */
  | { type: 'gone', at: string, consentId?: string }

/** A deadline come due, by the name of its delay in snake_case: `first_warning`. */
export type EndpointTimer = { type: 'timer', name: string, at: string }

export type EndpointEvent = EndpointRequest | EndpointFact | EndpointTimer

/** As records, so that none can be forgotten. */
const REQUESTS: Record<EndpointRequest['type'], true> = { enable: true, disable: true }
const FACTS: Record<EndpointFact['type'], true> = {
  url_changed: true,
  verification_answered: true,
  verification_given_up: true,
  delivery_succeeded: true,
  delivery_failed: true,
  gone: true
}
export const ENDPOINT_REQUESTS = Object.keys(REQUESTS) as Array<EndpointRequest['type']>
export const ENDPOINT_FACTS = Object.keys(FACTS) as Array<EndpointFact['type']>

export function isEndpointRequest (event: EndpointEvent): event is EndpointRequest {
  return event.type in REQUESTS
}
