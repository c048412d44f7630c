import type { Kysely } from 'kysely'
import { readBureauChannels } from '../../bureau/bureau-channel-config.ts'
import { openChannels } from '../../bureau/bureau-channels.ts'
import { createBureauClient } from '../../bureau/bureau-client.ts'
import type { BureauDatabase } from '../../bureau/bureau-tables.ts'
import { createBureauPort } from '../../orders/bureau-port.ts'
import type { OrdersDatabase } from '../../orders/order-tables.ts'
import type { OrdersDeps } from '../../orders/orders-deps.ts'
import { moveTestClock, type Clock } from '../../platform/clock.ts'
import type { Logger } from '../../platform/logger.ts'
import { createTestClock } from './move-time.ts'
import { createSimulatorClock } from './simulator-clock.ts'
import type { TestClock } from './test-clock.ts'

type Options = {
  db: Kysely<OrdersDatabase & BureauDatabase>
  orders: OrdersDeps
  clock: Clock
  log: Logger
  /** As in the environment: whoever moves time polls these too. */
  bureauChannels: string
  simulatorControlUrl: string | undefined
}

/** The test clock of an embedded run. In production there is none, and the api knows no bureau. */
export async function openTestClock ({ db, orders, clock, log, bureauChannels, simulatorControlUrl }: Options): Promise<TestClock> {
  const channels = readBureauChannels(bureauChannels)
  const { sealing, now } = orders
  const clients = new Map(channels.map((channel) => [channel.id, createBureauClient(channel)]))
  const client = ({ id }: { id: string }) => clients.get(id)!
  const bureau = { db, sealing, now, log, channels, client, orders: createBureauPort(orders) }
  await openChannels(bureau)
  return createTestClock({
    orders,
    bureau,
    async move (to) {
      await moveTestClock(db, to)
      await clock.refresh()
      return now()
    },
    simulator: simulatorControlUrl ? createSimulatorClock(simulatorControlUrl) : null
  })
}
