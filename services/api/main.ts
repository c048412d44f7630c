import { sql } from 'kysely'
import type { BureauDatabase } from '../bureau/bureau-tables.ts'
import type { OrdersDatabase } from '../orders/order-tables.ts'
import { readOrderPolicy } from '../orders/read-order-policy.ts'
import { realClock, sharedTestClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import { createLogger } from '../platform/logger.ts'
import { refuseMissingMigrations } from '../platform/migrate.ts'
import { connectPostgres } from '../platform/postgres.ts'
import { createSealing } from '../platform/sealing.ts'
import { closeOnSignal } from '../platform/shutdown.ts'
import { startOrExplain } from '../platform/start-or-explain.ts'
import { createWakeUp } from '../platform/wake-up.ts'
import { buildApi } from './build-api.ts'
import { checkReadiness } from './check-readiness.ts'
import { verifyTokens } from './identity/verify-tokens.ts'
import { openTestClock } from './test-clock/open-test-clock.ts'

await startOrExplain('api', async () => {
  const config = readConfig(process.env, [
    'DATABASE_URL', 'DATABASE_CONNECTIONS', 'HOST', 'PORT', 'LOG_LEVEL', 'SEALING_KEYS', 'AUTH_ISSUER', 'AUTH_AUDIENCE',
    'AUTH_JWKS', 'ORDER_POLICY', 'CORS_ORIGINS', 'REQUESTS_PER_MINUTE', 'TEST_CLOCK'
  ])
  const log = createLogger({ name: 'api', level: config.LOG_LEVEL })
  const db = connectPostgres<OrdersDatabase & BureauDatabase>({
    url: config.DATABASE_URL, maxConnections: config.DATABASE_CONNECTIONS, name: 'beian api'
  })
  await refuseMissingMigrations(db)
  const clock = config.TEST_CLOCK ? await sharedTestClock(db) : realClock()
  const sealing = createSealing(JSON.parse(config.SEALING_KEYS))
  const wakeRelay = createWakeUp((channel) => sql`select pg_notify(${channel}, '')`.execute(db))
  const orders = { db, sealing, now: clock.now, policy: readOrderPolicy(config.ORDER_POLICY), wakeRelay }

  const testClock = async () => {
    const { BUREAU_CHANNELS, SIMULATOR_CONTROL_URL } = readConfig(process.env, ['BUREAU_CHANNELS', 'SIMULATOR_CONTROL_URL'])
    return await openTestClock({ db, orders, clock, log, bureauChannels: BUREAU_CHANNELS, simulatorControlUrl: SIMULATOR_CONTROL_URL })
  }

  let closing = false
  const app = await buildApi({
    ...orders,
    log,
    identity: verifyTokens({ issuer: config.AUTH_ISSUER, audience: config.AUTH_AUDIENCE, jwks: config.AUTH_JWKS }),
    corsOrigins: config.CORS_ORIGINS.split(',').map((origin) => origin.trim()).filter(Boolean),
    requestsPerMinute: config.REQUESTS_PER_MINUTE,
    testClock: config.TEST_CLOCK ? await testClock() : null,
    readiness: async () => [...await checkReadiness(db), closing ? { name: 'open', ok: false, remedy: 'this process is closing: ask another' } : { name: 'open', ok: true }]
  })
  await app.listen({ host: config.HOST, port: config.PORT })
  closeOnSignal(log, [
    async () => { closing = true },
    async () => await app.close(),
    async () => clock.close(),
    async () => await db.destroy()
  ])
  const { port } = app.server.address() as { port: number }
  process.stdout.write(`${JSON.stringify({ ready: true, port })}\n`)
})
