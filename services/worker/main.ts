import type { BureauDatabase } from '../bureau/bureau-tables.ts'
import { readBureauChannels } from '../bureau/bureau-channel-config.ts'
import { openChannels } from '../bureau/bureau-channels.ts'
import { createBureauClient } from '../bureau/bureau-client.ts'
import type { OrdersDatabase } from '../orders/order-tables.ts'
import { readOrderPolicy } from '../orders/read-order-policy.ts'
import { realClock, sharedTestClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import { createLogger } from '../platform/logger.ts'
import { refuseMissingMigrations } from '../platform/migrate.ts'
import { connectPostgres } from '../platform/postgres.ts'
import { openQueues } from '../platform/queue.ts'
import { createSealing } from '../platform/sealing.ts'
import { closeOnSignal } from '../platform/shutdown.ts'
import { startOrExplain } from '../platform/start-or-explain.ts'
import { listenForWakeUp } from '../platform/wake-up.ts'
import { buildWorker } from './build-worker.ts'
import { createBureauPort } from '../orders/bureau-port.ts'

await startOrExplain('worker', async () => {
  const config = readConfig(process.env, [
    'DATABASE_URL', 'DATABASE_CONNECTIONS', 'REDIS_URL', 'QUEUE_PREFIX', 'LOG_LEVEL', 'SEALING_KEYS', 'ORDER_POLICY',
    'TEST_CLOCK', 'BUREAU_CHANNELS', 'BUREAU_POLL_EVERY_MS', 'WORKER_CONCURRENCY'
  ])
  const log = createLogger({ name: 'worker', level: config.LOG_LEVEL })
  const db = connectPostgres<OrdersDatabase & BureauDatabase>({
    url: config.DATABASE_URL, maxConnections: config.DATABASE_CONNECTIONS, name: 'beian worker'
  })
  await refuseMissingMigrations(db)
  const clock = config.TEST_CLOCK ? await sharedTestClock(db) : realClock()
  const channels = readBureauChannels(config.BUREAU_CHANNELS)
  const sealing = createSealing(JSON.parse(config.SEALING_KEYS))
  const { now } = clock

  const orders = { db, sealing, now, policy: readOrderPolicy(config.ORDER_POLICY), wakeRelay: () => worker.wake() }
  const clients = new Map(channels.map((channel) => [channel.id, createBureauClient(channel)]))
  const bureau = {
    db, sealing, now, log, channels, client: ({ id }: { id: string }) => clients.get(id)!, orders: createBureauPort(orders)
  }
  await openChannels(bureau)
  const queues = await openQueues({ redisUrl: config.REDIS_URL, databaseUrl: config.DATABASE_URL, prefix: config.QUEUE_PREFIX })
  const worker = await buildWorker({ orders, bureau, log }, queues, {
    concurrency: config.WORKER_CONCURRENCY, pollEveryMs: config.BUREAU_POLL_EVERY_MS
  })
  const ear = listenForWakeUp(config.DATABASE_URL, () => { clock.refresh().finally(worker.wake) })

  closeOnSignal(log, [() => ear.close(), () => worker.close(), async () => clock.close(), () => db.destroy()])
  process.stdout.write(`${JSON.stringify({ ready: true })}\n`)
})
