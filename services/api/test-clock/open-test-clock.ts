import type { Kysely } from 'kysely'
import { readBureauChannels } from '../../bureau/bureau-channel-config.ts'
import { openChannels } from '../../bureau/bureau-channels.ts'
import { createBureauClient } from '../../bureau/bureau-client.ts'
import type { BureauDatabase } from '../../bureau/bureau-tables.ts'
import { createBureauPort } from '../../orders/bureau-port.ts'
import { countDueMessages, nextMessageDue } from '../../notifications/messages/relay-messages.ts'
import type { NotificationsDeps } from '../../notifications/notifications-deps.ts'
import { countUnfinished, nextEffectDue } from '../../orders/effects/outbox.ts'
import { countUnpublished, nextEventDue } from '../../orders/events/publish-events.ts'
import type { OrdersDatabase } from '../../orders/order-tables.ts'
import type { OrdersDeps } from '../../orders/orders-deps.ts'
import { moveTestClock, type Clock } from '../../platform/clock.ts'
import type { Logger } from '../../platform/logger.ts'
import { countDueDeliveries, nextDeliveryDue } from '../../webhooks/deliveries/deliveries-due.ts'
import { countDueEndpointTimers, nextEndpointTimer } from '../../webhooks/endpoints/fire-endpoint-timers.ts'
import type { WebhooksDeps } from '../../webhooks/webhooks-deps.ts'
import { createTestClock, type Work } from './move-time.ts'
import { createSimulatorClock } from './simulator-clock.ts'
import type { TestClock } from './test-clock.ts'

type Options = {
  db: Kysely<OrdersDatabase & BureauDatabase>
  orders: OrdersDeps
  notifications: NotificationsDeps
  webhooks: WebhooksDeps
  clock: Clock
  log: Logger
  /** As in the environment: whoever moves time polls these too. */
  bureauChannels: string
  simulatorControlUrl: string | undefined
}

/** The test clock of an embedded run. In production there is none, and the api knows no bureau. */
export async function openTestClock (options: Options): Promise<TestClock> {
  const { db, orders, clock, log, bureauChannels, simulatorControlUrl } = options
  const channels = readBureauChannels(bureauChannels)
  const { sealing, now } = orders
  const clients = new Map(channels.map((channel) => [channel.id, createBureauClient(channel)]))
  const client = ({ id }: { id: string }) => clients.get(id)!
  const bureau = { db, sealing, now, log, channels, client, orders: createBureauPort(orders) }
  await openChannels(bureau)
  return createTestClock({
    orders,
    work: workOf(options),
    bureau,
    async move (to) {
      await moveTestClock(db, to)
      await clock.refresh()
      return now()
    },
    simulator: simulatorControlUrl ? createSimulatorClock(simulatorControlUrl) : null
  })
}

function workOf ({ orders, notifications, webhooks }: Pick<Options, 'orders' | 'notifications' | 'webhooks'>): Work[] {
  return [
    { due: async () => await countUnfinished(orders), next: async () => await nextEffectDue(orders) },
    { due: async () => await countUnpublished(orders), next: async () => await nextEventDue(orders) },
    { due: async () => await countDueDeliveries(webhooks), next: async () => await nextDeliveryDue(webhooks) },
    { due: async () => await countDueEndpointTimers(webhooks), next: async () => await nextEndpointTimer(webhooks) },
    { due: async () => await countDueMessages(notifications), next: async () => await nextMessageDue(notifications) }
  ]
}
