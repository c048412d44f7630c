import type { Kysely } from 'kysely'
import { collectDefaultMetrics, Registry } from 'prom-client'
import type { BureauDatabase } from '../bureau/bureau-tables.ts'
import { readBureauChannels } from '../bureau/bureau-channel-config.ts'
import { openChannels } from '../bureau/bureau-channels.ts'
import { createBureauClient } from '../bureau/bureau-client.ts'
import { isCapturing, openGateways } from '../notifications/gateways/open-gateways.ts'
import type { NotificationsDatabase } from '../notifications/notification-tables.ts'
import { openNotifications } from '../notifications/open-notifications.ts'
import { tellAboutEndpoint } from '../notifications/tell-about-endpoint.ts'
import { readOrderPolicy } from '../orders/read-order-policy.ts'
import { checkReadiness } from '../platform/check-readiness.ts'
import { realClock, sharedTestClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import { createDrain } from '../platform/drain.ts'
import { readEgressAllow } from '../platform/http/egress-allow.ts'
import { createHttpClient } from '../platform/http/http-client.ts'
import { createLogger } from '../platform/logger.ts'
import { refuseMissingMigrations } from '../platform/migrate.ts'
import { connectPostgres } from '../platform/postgres.ts'
import { openQueues } from '../platform/queue.ts'
import { createSealing, readKeyRing } from '../platform/sealing.ts'
import { closeOnSignal } from '../platform/shutdown.ts'
import { startOrExplain } from '../platform/start-or-explain.ts'
import { listenForWakeUp } from '../platform/wake-up.ts'
import type { SenderDeps } from '../webhooks/deliveries/create-sender.ts'
import type { WebhooksDatabase } from '../webhooks/webhook-tables.ts'
import { fileAtBureau } from './bureau/file-at-bureau.ts'
import { buildWorker } from './build-worker.ts'
import { doEffects } from './effects/do-effects.ts'
import { sendMessages } from './messages/send-messages.ts'
import { createBureauPort } from '../orders/bureau-port.ts'
import { serveHealth } from './serve-health.ts'
import { deliverWebhooks } from './webhooks/deliver-webhooks.ts'

/** As many as the relay has of one endpoint on its way, so that none waits for a connection. */
const CONNECTIONS_PER_RECEIVER = 100

await startOrExplain('worker', async () => {
  const config = readConfig(process.env, [
    'DATABASE_URL', 'DATABASE_CONNECTIONS', 'REDIS_URL', 'QUEUE_PREFIX', 'LOG_LEVEL', 'SEALING_KEYS', 'ORDER_POLICY',
    'TEST_CLOCK', 'BUREAU_CHANNELS', 'BUREAU_POLL_EVERY_MS', 'WORKER_CONCURRENCY', 'HOST', 'HEALTH_PORT', 'DRAIN_MS',
    'NOTIFICATION_TEMPLATES_DIR', 'SMTP_URL', 'MAIL_FROM', 'SMS_GATEWAY', 'STAFF_MAIL', 'EGRESS_ALLOW', 'WEBHOOK_CONCURRENCY',
    'EVENT_RETENTION_DAYS'
  ])
  const log = createLogger({ name: 'worker', level: config.LOG_LEVEL })
  const db = connectPostgres<NotificationsDatabase & WebhooksDatabase & BureauDatabase>({
    url: config.DATABASE_URL, maxConnections: config.DATABASE_CONNECTIONS, name: 'beian worker'
  })
  await refuseMissingMigrations(db)
  const clock = config.TEST_CLOCK ? await sharedTestClock(db) : realClock()
  const channels = readBureauChannels(config.BUREAU_CHANNELS)
  const sealing = createSealing(readKeyRing(config.SEALING_KEYS))
  const { now } = clock

  const orders = { db, sealing, now, policy: readOrderPolicy(config.ORDER_POLICY), wakeRelay: () => worker.wake() }
  const gateways = openGateways({ db, sealing, now }, config)
  if (isCapturing(config)) log.warn({ mail: config.SMTP_URL === undefined, sms: config.SMS_GATEWAY === undefined }, 'messages are captured and not sent: see SMTP_URL, SMS_GATEWAY')
  const notifications = openNotifications({ db, sealing, now, wakeRelay: orders.wakeRelay }, config)
  const http = createHttpClient({ allow: readEgressAllow(config.EGRESS_ALLOW), connections: CONNECTIONS_PER_RECEIVER })
  const webhooks: SenderDeps = {
    db,
    sealing,
    now,
    log,
    http,
    wakeRelay: orders.wakeRelay,
    tell: async (trx, notice) => await tellAboutEndpoint(trx as unknown as Kysely<NotificationsDatabase>, notifications, notice)
  }
  const clients = new Map(channels.map((channel) => [channel.id, createBureauClient(channel)]))
  const bureau = {
    db, sealing, now, log, channels, client: ({ id }: { id: string }) => clients.get(id)!, orders: createBureauPort(orders)
  }
  await openChannels(bureau)
  const queues = await openQueues({ redisUrl: config.REDIS_URL, databaseUrl: config.DATABASE_URL, prefix: config.QUEUE_PREFIX })
  const deps = { orders, bureau, notifications, log }
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const drain = createDrain(config.DRAIN_MS)
  const worker = await buildWorker(deps, queues, { registry }, [
    doEffects(deps, { concurrency: config.WORKER_CONCURRENCY }),
    fileAtBureau(deps, config.BUREAU_POLL_EVERY_MS),
    sendMessages({ ...notifications, ...gateways, log }, config.WORKER_CONCURRENCY),
    deliverWebhooks(webhooks, { concurrency: config.WEBHOOK_CONCURRENCY, keptDays: config.EVENT_RETENTION_DAYS })
  ])
  const ear = listenForWakeUp(config.DATABASE_URL, () => { clock.refresh().finally(worker.wake) })
  const health = await serveHealth({
    host: config.HOST,
    port: config.HEALTH_PORT,
    registry,
    readiness: async () => {
      const checks = await checkReadiness(db)
      return [...checks, ...checks.every(({ ok }) => ok) ? await worker.checks() : [], drain.check()]
    }
  })

  closeOnSignal(log, [
    drain.begin, () => ear.close(), () => worker.close(), () => http.close(), () => gateways.mail.close(), () => gateways.sms.close(),
    () => health.close(), async () => clock.close(), () => db.destroy()
  ], config.DRAIN_MS)
  process.stdout.write(`${JSON.stringify({ ready: true, healthPort: health.port })}\n`)
})
