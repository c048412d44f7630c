import type { HttpClient } from '../../platform/http/http-client.ts'
import { inBatches } from '../../platform/in-batches.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'
import { claimDeliveries } from './claim-deliveries.ts'
import { settleDeliveries, type TriedDelivery } from './settle-deliveries.ts'
import { tryDelivery } from './try-delivery.ts'

export type SenderDeps = WebhooksDeps & { http: HttpClient, random?: () => number }

/** In one statement: what is longer keeps the others waiting. */
const BATCH = { atOnce: 100, lanes: 2 }

/** Sends one delivery of the queue: takes it, tries it, writes down what came of it. Many at a time share their statements. */
export function createSender ({ random = Math.random, ...deps }: SenderDeps): (deliveryId: string) => Promise<void> {
  const claim = inBatches(async (ids: string[]) => await claimDeliveries(deps, ids), BATCH)
  const settle = inBatches(async (tried: TriedDelivery[]) => await settleDeliveries({ ...deps, random }, tried), BATCH)
  return async (deliveryId) => {
    const delivery = await claim(deliveryId)
    if (delivery === null) return
    const startedAt = deps.now()
    const tried = await tryDelivery(deps.http, delivery)
    if (tried.outcome === 'client_closed') return await handBack(deps, deliveryId)
    await settle({ delivery, tried, startedAt })
    deps.wakeRelay() // the next of its stream may go
  }
}

/** This process ends before the receiver has answered: another one tries at once, and it counts as no try. */
async function handBack ({ db }: WebhooksDeps, deliveryId: string): Promise<void> {
  await db.updateTable('webhook_delivery').set({ state: 'pending', queued_at: null })
    .where('id', '=', deliveryId).where('state', '=', 'sending').execute()
}
