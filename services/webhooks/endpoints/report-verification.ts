import type { WebhooksDeps } from '../webhooks-deps.ts'
import { applyEndpointEvent } from './apply-endpoint-event.ts'
import { unlessDeleted } from './report-outcomes.ts'

/** How a consent check ended: answered 2xx, tried as often as the timetable says, or answered 410. */
export type VerificationOutcome = 'answered' | 'given_up' | 'gone'

/** What a delivery of purpose `verification` tells about its endpoint. One to an earlier address tells nothing. */
export async function reportVerification (
  deps: WebhooksDeps, endpointId: string, { deliveryId: consentId, outcome }: { deliveryId: string, outcome: VerificationOutcome }
): Promise<void> {
  const type = outcome === 'gone' ? outcome : `verification_${outcome}` as const
  await applyEndpointEvent(deps, endpointId, { type, at: deps.now().toISOString(), consentId }).catch(unlessDeleted)
}
