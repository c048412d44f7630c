import type { Kysely, Transaction } from 'kysely'
import { forgetEvents } from '../../orders/events/forget-events.ts'
import { publishEvents } from '../../orders/events/publish-events.ts'
import type { OrdersDatabase } from '../../orders/order-tables.ts'
import { composeDeliveries } from '../../webhooks/deliveries/compose-deliveries.ts'
import { createSender, type SenderDeps } from '../../webhooks/deliveries/create-sender.ts'
import { eraseDeliveries, forgetDeliveries } from '../../webhooks/deliveries/forget-deliveries.ts'
import { relayDeliveries } from '../../webhooks/deliveries/relay-deliveries.ts'
import { requeueLost } from '../../webhooks/deliveries/requeue-lost.ts'
import { fireEndpointTimers } from '../../webhooks/endpoints/fire-endpoint-timers.ts'
import type { WebhooksDatabase } from '../../webhooks/webhook-tables.ts'
import type { WorkerPart } from '../worker-part.ts'

export type WebhookOptions = { concurrency: number, keptDays: number }

const PUBLISH_AT_ONCE = 500

/** Publishes what orders have told, and sends it to who wants to hear it. */
export function deliverWebhooks (deps: SenderDeps, { concurrency, keptDays }: WebhookOptions): WorkerPart {
  const send = createSender(deps)
  const orders = { db: deps.db as unknown as Kysely<OrdersDatabase>, now: deps.now }
  const publish = async () => await publishEvents(orders, PUBLISH_AT_ONCE, async (trx, events) => {
    await composeDeliveries(deps, trx as unknown as Transaction<WebhooksDatabase>, events)
  })
  return {
    queue: 'webhooks',
    concurrency,
    async relay (queue) {
      await fireEndpointTimers(deps)
      while (await publish() === PUBLISH_AT_ONCE) { /* there is more */ }
      return await relayDeliveries(deps, async (deliveries) => {
        await queue.addBulk(deliveries.map(({ id }) => ({ name: 'deliver_webhook', data: { deliveryId: id }, opts: { jobId: id } })))
      })
    },
    async process (_, { deliveryId }) { await send(String(deliveryId)) },
    async sweep (lostAfterMs) {
      await requeueLost(deps, Math.max(lostAfterMs, SENT_WITHIN_MS))
      await eraseDeliveries(deps)
      await forgetDeliveries(deps, keptDays)
      await forgetEvents(orders, keptDays)
    }
  }
}

/** A receiver has twenty seconds for its answer; what takes longer has died under way. */
const SENT_WITHIN_MS = 60_000
