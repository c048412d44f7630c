import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { OrderPolicy } from '../../../machines/order/policy/order-policy.ts'
import { POLICY_PRESETS } from '../../../machines/order/policy/policy-presets.ts'
import { createTestDatabase } from '../../../tests/support/database.ts'
import { openLocalIssuer, type TokenClaims } from '../../embedded/local-issuer.ts'
import { notificationsOf } from '../../notifications/testing/notifications-of.ts'
import type { OrdersDatabase } from '../../orders/order-tables.ts'
import type { OrdersDeps } from '../../orders/orders-deps.ts'
import { checkUrl } from '../../platform/http/check-url.ts'
import { readEgressAllow } from '../../platform/http/egress-allow.ts'
import { createLogger, type Logger } from '../../platform/logger.ts'
import { connectPostgres } from '../../platform/postgres.ts'
import { createSealing } from '../../platform/sealing.ts'
import type { WebhooksDatabase } from '../../webhooks/webhook-tables.ts'
import type { EndpointNotice, WebhooksDeps } from '../../webhooks/webhooks-deps.ts'
import type { ApiDeps } from '../api-deps.ts'
import { buildApi } from '../build-api.ts'
import { verifyTokens } from '../identity/verify-tokens.ts'

export type TestApi = {
  app: FastifyInstance
  deps: OrdersDeps
  webhooks: WebhooksDeps
  /** What people were told of webhook endpoints. */
  told: EndpointNotice[]
  /** A header for a caller; applicants are of account acme unless said otherwise. */
  as (role: string, more?: Partial<TokenClaims>): Promise<{ authorization: string }>
  moveClock (ms: number): void
}

type Teardown = { after: (work: () => Promise<void>) => unknown }
export type TestOptions = Partial<Pick<ApiDeps, 'corsOrigins' | 'requestsPerMinute' | 'readiness' | 'operation' | 'capturing'>> & {
  policy?: Partial<OrderPolicy>, log?: Logger, databaseUrl?: string, testClock?: boolean
}

export const TODAY = '2026-01-05T02:00:00.000Z'

/** The whole api, in process, on a database of its own and with a clock that only the test moves. */
export async function startApi (t: Teardown, options: TestOptions = {}): Promise<TestApi> {
  let now = Date.parse(TODAY)
  const clock = () => new Date(now)
  const dataDir = await mkdtemp(join(tmpdir(), 'beian-api-'))
  const issuer = await openLocalIssuer({ dataDir })
  const url = options.databaseUrl ?? (await createTestDatabase(t)).url
  const db = connectPostgres<OrdersDatabase & WebhooksDatabase>({ url, maxConnections: 12 })
  const deps: OrdersDeps = {
    db,
    sealing: createSealing({ keys: { 0: key() }, lookupKey: key() }),
    now: clock,
    policy: { ...POLICY_PRESETS.huawei, ...options.policy },
    wakeRelay: () => {}
  }
  const log = options.log ?? createLogger({ name: 'api', level: 'silent' })
  const told: EndpointNotice[] = []
  const { sealing, wakeRelay } = deps
  const webhooks: WebhooksDeps = { db, sealing, now: clock, log, wakeRelay, tell: async (_, notice) => { told.push(notice) } }
  const app = await buildApi({
    ...deps,
    webhooks,
    checkUrl: (url) => checkUrl(url, { allow: readEgressAllow('127.0.0.1') }),
    notifications: notificationsOf(deps),
    capturing: options.capturing ?? true,
    log,
    identity: verifyTokens({ issuer: issuer.issuer, audience: 'beian', jwks: JSON.stringify(issuer.jwks) }),
    corsOrigins: options.corsOrigins ?? [],
    requestsPerMinute: options.requestsPerMinute ?? 100_000,
    ...options.operation && { operation: options.operation },
    readiness: options.readiness ?? (async () => [{ name: 'database', ok: true }]),
    testClock: options.testClock ? { now: clock, advance: async (to) => { now = to.getTime(); return { now: to, fired: 0 } } } : null
  })
  t.after(async () => { // tap runs the last hook first, so this is before the database is dropped
    await app.close()
    await db.destroy()
    await rm(dataDir, { recursive: true, force: true })
  })
  return {
    app,
    deps,
    webhooks,
    told,
    as: async (role, more = {}) => {
      const account = role === 'applicant' ? { account: 'acme' } : {}
      return { authorization: `Bearer ${await issuer.issue({ role, sub: `${role}-1`, ...account, ...more })}` }
    },
    moveClock: (ms) => { now += ms }
  }
}

function key (): string {
  return randomBytes(32).toString('base64')
}
