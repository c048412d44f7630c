import { setTimeout as wait } from 'node:timers/promises'
import type { HttpClient } from '../../platform/http/http-client.ts'
import { inBatches } from '../../platform/in-batches.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'
import { claimDeliveries, handBack } from './claim-deliveries.ts'
import { settleDeliveries, type TriedDelivery } from './settle-deliveries.ts'
import { tryDelivery } from './try-delivery.ts'

export type SenderDeps = WebhooksDeps & { http: HttpClient, random?: () => number }

/** In one statement: what is longer keeps the others waiting. */
const BATCH = { atOnce: 100, lanes: 2 }

/** Sends one delivery of the queue: takes it, tries it, writes down what came of it. Many at a time share their statements. */
export function createSender ({ random = Math.random, ...deps }: SenderDeps): (deliveryId: string) => Promise<void> {
  const claim = inBatches(async (ids: string[]) => await claimDeliveries(deps, ids), BATCH)
  const settle = inBatches(async (tried: TriedDelivery[]) =>
    await insist(async () => await settleDeliveries({ ...deps, random }, tried)), BATCH)
  return async (deliveryId) => {
    const delivery = await claim(deliveryId)
    if (delivery === null) return
    const startedAt = deps.now()
    const tried = await tryDelivery(deps.http, delivery)
    if (tried.outcome === 'client_closed') return await handBack(deps, [deliveryId]) // this process ends
    await settle({ delivery, tried, startedAt })
    deps.wakeRelay() // the next of its stream may go
  }
}

const INSIST_TIMES = 8
const FIRST_PAUSE_MS = 50

/**
 * What a receiver has taken and we do not write down is sent again: so a database that is away for a moment, or a deadlock, is asked
 * again, for some ten seconds.
 */
async function insist<Result> (work: () => Promise<Result>): Promise<Result> {
  for (let times = 1; ; times++) {
    try {
      return await work()
    } catch (error) {
      if (times === INSIST_TIMES) throw error
      await wait(FIRST_PAUSE_MS * 2 ** times)
    }
  }
}
