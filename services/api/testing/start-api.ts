import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { OrderPolicy } from '../../../machines/order/policy/order-policy.ts'
import { POLICY_PRESETS } from '../../../machines/order/policy/policy-presets.ts'
import { createTestDatabase } from '../../../tests/support/database.ts'
import { openLocalIssuer, type TokenClaims } from '../../embedded/local-issuer.ts'
import type { OrdersDatabase } from '../../orders/order-tables.ts'
import type { OrdersDeps } from '../../orders/orders-deps.ts'
import { createLogger, type Logger } from '../../platform/logger.ts'
import { connectPostgres } from '../../platform/postgres.ts'
import { createSealing } from '../../platform/sealing.ts'
import type { ApiDeps } from '../api-deps.ts'
import { buildApi } from '../build-api.ts'
import { verifyTokens } from '../identity/verify-tokens.ts'

export type TestApi = {
  app: FastifyInstance
  deps: OrdersDeps
  /** A header for a caller; applicants are of account acme unless said otherwise. */
  as (role: string, more?: Partial<TokenClaims>): Promise<{ authorization: string }>
  moveClock (ms: number): void
}

type Teardown = { after: (work: () => Promise<void>) => unknown }
export type TestOptions = Partial<Pick<ApiDeps, 'corsOrigins' | 'requestsPerMinute' | 'readiness'>> & {
  policy?: Partial<OrderPolicy>, log?: Logger, databaseUrl?: string, testClock?: boolean
}

export const TODAY = '2026-01-05T02:00:00.000Z'

/** The whole api, in process, on a database of its own and with a clock that only the test moves. */
export async function startApi (t: Teardown, options: TestOptions = {}): Promise<TestApi> {
  let now = Date.parse(TODAY)
  const clock = () => new Date(now)
  const dataDir = await mkdtemp(join(tmpdir(), 'beian-api-'))
  const issuer = await openLocalIssuer({ dataDir })
  const db = connectPostgres<OrdersDatabase>({ url: options.databaseUrl ?? (await createTestDatabase(t)).url, maxConnections: 12 })
  const deps: OrdersDeps = {
    db,
    sealing: createSealing({ keys: { 0: key() }, lookupKey: key() }),
    now: clock,
    policy: { ...POLICY_PRESETS.huawei, ...options.policy },
    wakeRelay: () => {}
  }
  const app = await buildApi({
    ...deps,
    log: options.log ?? createLogger({ name: 'api', level: 'silent' }),
    identity: verifyTokens({ issuer: issuer.issuer, audience: 'beian', jwks: JSON.stringify(issuer.jwks) }),
    corsOrigins: options.corsOrigins ?? [],
    requestsPerMinute: options.requestsPerMinute ?? 100_000,
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
