import type { Kysely, Transaction } from 'kysely'
import { forgetEvents } from '../../orders/events/forget-events.ts'
import { publishEvents } from '../../orders/events/publish-events.ts'
import type { OrdersDatabase } from '../../orders/order-tables.ts'
import { allOf } from '../../platform/all-of.ts'
import { portionsOf } from '../../platform/portions-of.ts'
import { addJobs, type NewJob } from '../../platform/queue/add-jobs.ts'
import { composeDeliveries } from '../../webhooks/deliveries/compose-deliveries.ts'
import { createSender, type SenderDeps } from '../../webhooks/deliveries/create-sender.ts'
import { eraseDeliveries } from '../../webhooks/deliveries/erase-deliveries.ts'
import { forgetDeliveries } from '../../webhooks/deliveries/forget-deliveries.ts'
import { relayDeliveries, type DueDelivery } from '../../webhooks/deliveries/relay-deliveries.ts'
import { requeueLost } from '../../webhooks/deliveries/requeue-lost.ts'
import { fireEndpointTimers } from '../../webhooks/endpoints/fire-endpoint-timers.ts'
import { measureWebhooks } from '../../webhooks/measure-webhooks.ts'
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
    async feed () {
      await fireEndpointTimers(deps)
      return await publish()
    },
    relay: async (queue) => await relayDeliveries(deps, async (deliveries) => await addJobs(queue, jobsOf(deliveries))),
    measure: (registry) => measureWebhooks(registry, deps),
    async process (_, { deliveryIds }) { await allOf(String(deliveryIds).split(',').map(send)) },
    async sweep (lostAfterMs) {
      await requeueLost(deps, lostAfterMs)
      await eraseDeliveries(deps)
      await forgetDeliveries(deps, keptDays)
      await forgetEvents(orders, keptDays)
    }
  }
}

/**
 * Several deliveries travel in one job, as a job costs more than a delivery, on PostgreSQL several times more. Each is claimed, sent and
 * settled by itself; those of one endpoint go together, so that a slow receiver holds up nobody else's.
 */
const DELIVERIES_PER_JOB = 25

function jobsOf (deliveries: DueDelivery[]): NewJob[] {
  const endpoints = [...Map.groupBy(deliveries, ({ endpointId }) => endpointId).values()]
  return endpoints.flatMap((ofEndpoint) => portionsOf(ofEndpoint, DELIVERIES_PER_JOB))
    .map((some) => ({ name: 'deliver_webhooks', data: { deliveryIds: some.map(({ id }) => id).join(',') }, opts: { jobId: jobIdOf(some[0]!) } }))
}

/** Of its first row, and of this time: the job of its last try may not have ended yet, as a slower one shares it. */
function jobIdOf ({ id, queuedAt }: DueDelivery): string {
  return `${id}-${queuedAt.getTime()}`
}
