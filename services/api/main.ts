import { sql, type Kysely } from 'kysely'
import type { BureauDatabase } from '../bureau/bureau-tables.ts'
import { isCapturing } from '../notifications/gateways/open-gateways.ts'
import { readSmsGatewayConfig } from '../notifications/gateways/sms-gateway-config.ts'
import type { NotificationsDatabase } from '../notifications/notification-tables.ts'
import { openNotifications } from '../notifications/open-notifications.ts'
import { tellAboutEndpoint } from '../notifications/tell-about-endpoint.ts'
import { readOrderPolicy } from '../orders/read-order-policy.ts'
import { realClock, sharedTestClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import { checkUrl } from '../platform/http/check-url.ts'
import { readEgressAllow } from '../platform/http/egress-allow.ts'
import { createLogger } from '../platform/logger.ts'
import { refuseMissingMigrations } from '../platform/migrate.ts'
import { connectPostgres } from '../platform/postgres.ts'
import { createSealing, readKeyRing } from '../platform/sealing.ts'
import { closeOnSignal } from '../platform/shutdown.ts'
import { startOrExplain } from '../platform/start-or-explain.ts'
import { createWakeUp } from '../platform/wake-up.ts'
import type { WebhooksDatabase } from '../webhooks/webhook-tables.ts'
import type { WebhooksDeps } from '../webhooks/webhooks-deps.ts'
import { buildApi } from './build-api.ts'
import { verifyTokens } from './identity/verify-tokens.ts'
import { openOperation } from './open-operation.ts'
import { openTestClock } from './test-clock/open-test-clock.ts'

await startOrExplain('api', async () => {
  const config = readConfig(process.env, [
    'DATABASE_URL', 'DATABASE_CONNECTIONS', 'HOST', 'PORT', 'LOG_LEVEL', 'SEALING_KEYS', 'AUTH_ISSUER', 'AUTH_AUDIENCE',
    'AUTH_JWKS', 'ORDER_POLICY', 'CORS_ORIGINS', 'REQUESTS_PER_MINUTE', 'TEST_CLOCK', 'REDIS_URL', 'QUEUE_PREFIX', 'DRAIN_MS',
    'NOTIFICATION_TEMPLATES_DIR', 'SMTP_URL', 'SMS_GATEWAY', 'STAFF_MAIL', 'EGRESS_ALLOW'
  ])
  const log = createLogger({ name: 'api', level: config.LOG_LEVEL })
  const db = connectPostgres<NotificationsDatabase & WebhooksDatabase & BureauDatabase>({
    url: config.DATABASE_URL, maxConnections: config.DATABASE_CONNECTIONS, name: 'beian api'
  })
  await refuseMissingMigrations(db)
  const clock = config.TEST_CLOCK ? await sharedTestClock(db) : realClock()
  const sealing = createSealing(readKeyRing(config.SEALING_KEYS))
  const wakeRelay = createWakeUp((channel) => sql`select pg_notify(${channel}, '')`.execute(db))
  const orders = { db, sealing, now: clock.now, policy: readOrderPolicy(config.ORDER_POLICY), wakeRelay }

  const notifications = openNotifications(orders, config)
  if (config.SMS_GATEWAY !== undefined) readSmsGatewayConfig(config.SMS_GATEWAY) // it is the workers', and a fault in it is said here too

  const webhooks: WebhooksDeps = {
    db,
    sealing,
    now: clock.now,
    log,
    wakeRelay,
    tell: async (trx, notice) => await tellAboutEndpoint(trx as unknown as Kysely<NotificationsDatabase>, notifications, notice)
  }
  const allow = readEgressAllow(config.EGRESS_ALLOW)

  const testClock = async () => {
    const { BUREAU_CHANNELS, SIMULATOR_CONTROL_URL } = readConfig(process.env, ['BUREAU_CHANNELS', 'SIMULATOR_CONTROL_URL'])
    return await openTestClock({
      db, orders, notifications, webhooks, clock, log, bureauChannels: BUREAU_CHANNELS, simulatorControlUrl: SIMULATOR_CONTROL_URL
    })
  }

  const { operation, readiness, drain, close } = openOperation({
    orders,
    log,
    drainMs: config.DRAIN_MS,
    queue: { redisUrl: config.REDIS_URL, databaseUrl: config.DATABASE_URL, prefix: config.QUEUE_PREFIX }
  })
  const app = await buildApi({
    ...orders,
    notifications,
    webhooks,
    checkUrl: (url) => checkUrl(url, { allow }),
    capturing: isCapturing(config),
    log,
    identity: verifyTokens({ issuer: config.AUTH_ISSUER, audience: config.AUTH_AUDIENCE, jwks: config.AUTH_JWKS }),
    corsOrigins: config.CORS_ORIGINS.split(',').map((origin) => origin.trim()).filter(Boolean),
    requestsPerMinute: config.REQUESTS_PER_MINUTE,
    testClock: config.TEST_CLOCK ? await testClock() : null,
    readiness,
    operation
  })
  await app.listen({ host: config.HOST, port: config.PORT })
  closeOnSignal(log, [
    drain.begin,
    async () => await app.close(),
    close,
    async () => clock.close(),
    async () => await db.destroy()
  ], config.DRAIN_MS)
  const { port } = app.server.address() as { port: number }
  process.stdout.write(`${JSON.stringify({ ready: true, port })}\n`)
})
