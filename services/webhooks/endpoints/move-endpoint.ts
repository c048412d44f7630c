import type { Transaction } from 'kysely'
import { decide, type EndpointDecision } from '../../../machines/webhook-endpoint/decide.ts'
import type { EndpointEvent } from '../../../machines/webhook-endpoint/endpoint-events.ts'
import { ENDPOINT_MACHINE_VERSION } from '../../../machines/webhook-endpoint/endpoint-machine.ts'
import type { WebhooksDatabase } from '../webhook-tables.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'
import type { EndpointRow } from './lock-endpoint.ts'
import { performEndpointEffects } from './perform-endpoint-effects.ts'
import { snapshotOfEndpoint } from './snapshot-of-endpoint.ts'

/**
 * The only code that changes an endpoint's state, for a transaction that has locked its row: state, deadlines and effects together
 * or not at all. Answers whether anything changed; a fact without use writes nothing.
 *
 * @throws EndpointRefused
 */
export async function moveEndpoint (
  trx: Transaction<WebhooksDatabase>, deps: WebhooksDeps, endpoint: EndpointRow, event: EndpointEvent
): Promise<boolean> {
  const decision = decide(snapshotOfEndpoint(endpoint), event)
  if (event.type === 'timer') await removeTimers(trx, endpoint.id, [event.name])
  if (decision.ignored) return false
  const version = endpoint.version + 1
  await trx.updateTable('webhook_endpoint').set({
    state: decision.next.state,
    context: JSON.stringify(decision.next.context),
    machine_version: ENDPOINT_MACHINE_VERSION,
    version,
    updated_at: deps.now()
  }).where('id', '=', endpoint.id).execute()
  await changeTimers(trx, endpoint.id, decision, event.at)
  await performEndpointEffects(trx, deps, { ...endpoint, version }, decision.effects)
  return true
}

async function changeTimers (
  trx: Transaction<WebhooksDatabase>, endpointId: string, { timersToSet, timersToCancel }: EndpointDecision, at: string
): Promise<void> {
  await removeTimers(trx, endpointId, timersToCancel)
  if (timersToSet.length === 0) return
  await trx.insertInto('webhook_endpoint_timer').values(timersToSet.map(({ name, afterMs }) => ({
    endpoint_id: endpointId, name, due_at: new Date(Date.parse(at) + afterMs)
  }))).execute()
}

async function removeTimers (trx: Transaction<WebhooksDatabase>, endpointId: string, names: string[]): Promise<void> {
  if (names.length === 0) return
  await trx.deleteFrom('webhook_endpoint_timer').where('endpoint_id', '=', endpointId).where('name', 'in', names).execute()
}
