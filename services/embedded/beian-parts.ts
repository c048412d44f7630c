import { fileURLToPath } from 'node:url'
import { accountOf, channelOf, type EmbeddedProvince } from './bureau-accounts.ts'
import type { ChosenPorts } from './choose-ports.ts'
import type { LocalIssuer } from './local-issuer.ts'
import { isReadyLine } from './start-part.ts'
import type { Part } from './supervise.ts'

/** How long the simulated bureau takes for each step. */
export type BureauPace = { checkAfterMs?: number, smsAfterMs?: number, reviewAfterMs?: number }

export type PartsOptions = {
  ports: ChosenPorts
  databaseUrl: string
  redisUrl?: string
  sealingKeys: string
  identity: Pick<LocalIssuer, 'issuer' | 'jwks'>
  provinces: EmbeddedProvince[]
  pace: BureauPace
  simulatorStateDir: string
  apis: number
  workers: number
  /** Laid over all that is said here. */
  env: Record<string, string>
}

const POLL_EVERY_MS = '1000'

/** Whoever tries Beian has the receiver of the webhooks on the same machine. */
const THIS_MACHINE = '127.0.0.1,localhost,::1'

/** Node keeps there what it made of our sources: a third off the start. A folder that cannot be written is ignored. */
const COMPILE_CACHE = fileURLToPath(new URL('../../node_modules/.cache/node-compile', import.meta.url))

/** Left to itself V8 lets garbage pile up to some 350 MB under load; with these an api stays below 190 (docs/benchmarks.md). */
const HEAP_LIMITS = '--max-semi-space-size=16 --max-old-space-size=320'

const entries = {
  api: fileURLToPath(new URL('../api/main.ts', import.meta.url)),
  worker: fileURLToPath(new URL('../worker/main.ts', import.meta.url)),
  simulator: fileURLToPath(new URL('../bureau-simulator/main.ts', import.meta.url))
}

/** The processes of one embedded Beian. Variables that are not named here come from the environment of the start. */
export function beianParts (options: PartsOptions): Part[] {
  const { apis, workers, ports } = options
  const env = sharedEnvironment(options)
  return [
    { name: 'bureau-simulator', entry: entries.simulator, env: simulatorEnvironment(options) },
    ...numbered('api', apis).map((name, index): Part => ({
      name, entry: entries.api, env: { ...env, PORT: index === 0 ? String(ports.port) : '0', ...options.env }, ready: readApiUrl
    })),
    ...numbered('worker', workers).map((name): Part => ({ name, entry: entries.worker, env: { ...env, ...options.env } }))
  ]
}

function sharedEnvironment ({ databaseUrl, redisUrl = '', sealingKeys, identity, ports, provinces }: PartsOptions): Record<string, string> {
  const endpoint = `http://127.0.0.1:${ports.simulatorPort}`
  return {
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    NODE_OPTIONS: HEAP_LIMITS,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    QUEUE_PREFIX: 'beian',
    SEALING_KEYS: sealingKeys,
    AUTH_ISSUER: identity.issuer,
    AUTH_AUDIENCE: 'beian',
    AUTH_JWKS: JSON.stringify(identity.jwks),
    HOST: '127.0.0.1',
    HEALTH_PORT: '0',
    DRAIN_MS: '0', // nothing in front of it that would have to notice
    TEST_CLOCK: '1',
    EGRESS_ALLOW: process.env.EGRESS_ALLOW || THIS_MACHINE,
    BUREAU_CHANNELS: JSON.stringify(provinces.map((province) => channelOf(province, endpoint))),
    BUREAU_POLL_EVERY_MS: POLL_EVERY_MS,
    SIMULATOR_CONTROL_URL: `http://127.0.0.1:${ports.simulatorControlPort}`
  }
}

function simulatorEnvironment ({ ports, provinces, pace, simulatorStateDir, env }: PartsOptions): Record<string, string> {
  const asText = (ms: number | undefined) => ms === undefined ? '' : String(ms)
  return {
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    SIMULATOR_HOST: '127.0.0.1',
    SIMULATOR_PORT: String(ports.simulatorPort),
    SIMULATOR_CONTROL_PORT: String(ports.simulatorControlPort),
    SIMULATOR_ACCOUNTS: JSON.stringify(provinces.map(accountOf)),
    SIMULATOR_STATE_DIR: simulatorStateDir,
    SIMULATOR_CHECK_AFTER_MS: asText(pace.checkAfterMs),
    SIMULATOR_SMS_AFTER_MS: asText(pace.smsAfterMs),
    SIMULATOR_REVIEW_AFTER_MS: asText(pace.reviewAfterMs),
    ...env
  }
}

/** `api` alone, or `api-1`, `api-2`, … */
function numbered (name: string, count: number): string[] {
  return count === 1 ? [name] : Array.from({ length: count }, (_, index) => `${name}-${index + 1}`)
}

function readApiUrl (line: string): string | false {
  if (isReadyLine(line) === false) return false
  const { port } = JSON.parse(line) as { port: number }
  return `http://127.0.0.1:${port}`
}
