import type { Transaction } from 'kysely'
import type { EndpointEffect } from '../../../machines/webhook-endpoint/endpoint-effects.ts'
import type { WebhooksDatabase } from '../webhook-tables.ts'
import { isNotBeingSent, takeFromQueue } from '../deliveries/under-way.ts'
import type { EndpointNotice, WebhooksDeps } from '../webhooks-deps.ts'
import { insertMessage } from './insert-message.ts'
import type { EndpointRow } from './lock-endpoint.ts'

type Trx = Transaction<WebhooksDatabase>
type Deps = Pick<WebhooksDeps, 'sealing' | 'now' | 'tell'>
export type EndpointOfEffects = Pick<EndpointRow, 'id' | 'account_id' | 'url' | 'version'>

/** Does what an endpoint asks for, in the commit of what happened to it: all of it is rows. `version` is the one being committed. */
export async function performEndpointEffects (trx: Trx, deps: Deps, endpoint: EndpointOfEffects, effects: EndpointEffect[]): Promise<void> {
  for (const effect of effects) await perform(trx, deps, endpoint, effect)
}

async function perform (trx: Trx, deps: Deps, endpoint: EndpointOfEffects, effect: EndpointEffect): Promise<void> {
  switch (effect.type) {
    case 'ask_consent':
      await withdrawChecks(trx, deps, endpoint.id)
      await insertMessage(trx, deps, {
        id: effect.consentId, endpointId: endpoint.id, purpose: 'verification', type: 'webhook.verification', data: { endpointId: endpoint.id }
      })
      return
    case 'withdraw_consent_check': return await withdrawChecks(trx, deps, endpoint.id)
    case 'hold_deliveries': return await hold(trx, deps, endpoint.id)
    case 'release_deliveries': return await release(trx, deps, endpoint.id, effect.since)
    case 'warn': return await tell(trx, deps, endpoint, effect.stage === 1 ? 'webhook_failing' : 'webhook_failing_still')
    case 'tell_disabled': return await tell(trx, deps, endpoint, effect.reason === 'unverified' ? 'webhook_unverified' : 'webhook_disabled')
  }
}

async function withdrawChecks (trx: Trx, { now }: Deps, endpointId: string): Promise<void> {
  await trx.updateTable('webhook_delivery as d').set({ state: 'discarded', finished_at: now() })
    .where('endpoint_id', '=', endpointId).where('purpose', '=', 'verification').where('state', '=', 'pending')
    .where(isNotBeingSent()).execute()
  await takeFromQueue(trx, endpointId)
}

/** `due_at` of a held delivery is since when it has been held. One that is being sent ends by itself. */
async function hold (trx: Trx, { now }: Deps, endpointId: string): Promise<void> {
  await trx.updateTable('webhook_delivery as d').set({ state: 'held', due_at: now() })
    .where('endpoint_id', '=', endpointId).where('purpose', '=', 'event').where('state', '=', 'pending')
    .where(isNotBeingSent()).execute()
  await takeFromQueue(trx, endpointId)
}

/** Whoever published while the endpoint moved may have read its clock a little before: rather one too many than one forgotten. */
const CLOCKS_DIFFER_BY_MS = 60 * 1000

async function release (trx: Trx, { now }: Deps, endpointId: string, since: string): Promise<void> {
  await trx.updateTable('webhook_delivery').set({ state: 'pending', due_at: now(), tries: 0 })
    .where('endpoint_id', '=', endpointId).where('purpose', '=', 'event').where('state', '=', 'held')
    .where('due_at', '>=', new Date(Date.parse(since) - CLOCKS_DIFFER_BY_MS)).execute()
}

async function tell (trx: Trx, deps: Deps, { id, account_id: accountId, url, version }: EndpointOfEffects, template: EndpointNotice['template']): Promise<void> {
  await deps.tell(trx, { occasion: `webhook_endpoint:${id}:${version}`, template, endpointId: id, accountId, url })
}
