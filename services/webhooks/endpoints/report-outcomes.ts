import { decide } from '../../../machines/webhook-endpoint/decide.ts'
import type { EndpointFact } from '../../../machines/webhook-endpoint/endpoint-events.ts'
import { DomainError } from '../../../machines/order/order-errors.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'
import { applyEndpointEvent } from './apply-endpoint-event.ts'
import { snapshotOfEndpoint } from './snapshot-of-endpoint.ts'

/** How many deliveries of events ended in each way, one after the other or at once. */
export type DeliveryOutcomes = { succeeded: number, failed: number, gone: number }

/**
 * What deliveries of events tell about their endpoint. Where it changes nothing it costs one read: during an outage every delivery
 * fails, and only the first is news. An endpoint that takes some and refuses others is not failing. One that was deleted meanwhile
 * needs to know nothing.
 */
export async function reportOutcomes (deps: WebhooksDeps, endpointId: string, outcomes: DeliveryOutcomes): Promise<void> {
  const type = typeOf(outcomes)
  if (type === null) return
  const event: EndpointFact = { type, at: deps.now().toISOString() }
  const row = await deps.db.selectFrom('webhook_endpoint').select(['id', 'state', 'context', 'machine_version'])
    .where('id', '=', endpointId).executeTakeFirst()
  if (!row || decide(snapshotOfEndpoint(row), event).ignored) return
  await applyEndpointEvent(deps, endpointId, event).catch(unlessDeleted)
}

function typeOf ({ succeeded, failed, gone }: DeliveryOutcomes): 'gone' | 'delivery_succeeded' | 'delivery_failed' | null {
  if (gone > 0) return 'gone'
  if (succeeded > 0) return 'delivery_succeeded'
  return failed > 0 ? 'delivery_failed' : null
}

/** Deleted between the look and the lock. */
export function unlessDeleted (error: unknown): void {
  if (!(error instanceof DomainError && error.code === 'webhook_endpoint_not_found')) throw error
}
