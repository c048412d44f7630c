import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'

/** Every variable of the environment: its type, bounds, default and unit. Nothing else reads `process.env`. */
const VARIABLES = {
  DATABASE_URL: Type.String({ pattern: '^postgres(ql)?://', description: 'postgres://user:password@host:port/database' }),
  DATABASE_CONNECTIONS: Type.Integer({ minimum: 6, maximum: 500, default: 16, description: 'connections of this process' }),
  REDIS_URL: Type.Optional(Type.String({ pattern: '^rediss?://', description: 'without it the queue lives in PostgreSQL' })),
  QUEUE_PREFIX: Type.String({ default: 'beian', pattern: '^[a-z0-9_-]{1,32}$', description: 'separates installations that share a queue: at most 32 of a-z, 0-9, _ and -' }),
  HOST: Type.String({ default: '127.0.0.1', description: 'address to listen on' }),
  PORT: Type.Integer({ minimum: 0, maximum: 65535, default: 3000 }),
  LOG_LEVEL: Type.Union(['trace', 'debug', 'info', 'warn', 'error', 'silent'].map((level) => Type.Literal(level)), { default: 'info' }),
  SEALING_KEYS: Type.String({ description: '{"keys":{"0":"<32 bytes, base64>"},"lookupKey":"<32 bytes, base64>"}' }),
  AUTH_ISSUER: Type.String({ description: 'the OIDC issuer whose access tokens are accepted' }),
  AUTH_AUDIENCE: Type.String({ default: 'beian' }),
  AUTH_JWKS: Type.String({ description: 'address of the issuer\'s JWKS, or the key set itself as JSON' }),
  ORDER_POLICY: Type.String({ default: 'huawei', description: 'name of a preset, or a whole policy as JSON' }),
  CORS_ORIGINS: Type.String({
    default: '', pattern: '^\\s*(https?://[^\\s/,]+\\s*(,\\s*|$))*$', description: 'origins of browser clients, scheme and host without a path, separated by commas'
  }),
  REQUESTS_PER_MINUTE: Type.Integer({ minimum: 1, default: 6000, description: 'of one caller' }),
  TEST_CLOCK: Type.Boolean({ default: false, description: '1: time can be moved through the API' }),
  BUREAU_CHANNELS: Type.String({ description: 'JSON array, see services/bureau/bureau-channel-config.ts' }),
  BUREAU_POLL_EVERY_MS: Type.Integer({ minimum: 100, default: 60_000, description: 'how often each channel is drained' }),
  SIMULATOR_CONTROL_URL: Type.Optional(Type.String({ pattern: '^https?://[^\\s/]+', description: 'control address of the bureau simulator, which then follows the test clock' })),
  NOTIFICATION_TEMPLATES_DIR: Type.Optional(Type.String({ description: 'folder with the provider\'s own words, see docs/notifications.md' })),
  SMTP_URL: Type.Optional(Type.String({ pattern: '^smtps?://[^\\s/]+', description: 'smtp[s]://user:password@host:port; without it mail is captured' })),
  MAIL_FROM: Type.String({ default: 'Beian <no-reply@beian.invalid>', pattern: '^[^\\r\\n]*[^\\s@<]+@[^\\s@>]+>?$', description: 'sender of mail: Name <address>' }),
  SMS_GATEWAY: Type.Optional(Type.String({ description: 'JSON, see docs/notifications.md; without it SMS are captured' })),
  STAFF_MAIL: Type.String({ default: '{}', description: 'where mail for staff goes: {"reviewers":["a@b.cn"],"bureau_operators":[],"admins":[]}' }),
  HEALTH_PORT: Type.Integer({ minimum: 0, maximum: 65535, default: 3001, description: 'of a worker: /healthz, /readyz, /metrics; 0 takes a free one' }),
  DRAIN_MS: Type.Integer({
    minimum: 0, maximum: 120_000, default: 5000, description: 'how long a process that is to end says so at /readyz before it stops to accept'
  }),
  EGRESS_ALLOW: Type.String({ default: '', description: 'hosts and networks that webhooks may reach besides the public internet, see docs/egress.md' }),
  WORKER_CONCURRENCY: Type.Integer({ minimum: 1, maximum: 100, default: 8, description: 'jobs at a time' }),
  WEBHOOK_CONCURRENCY: Type.Integer({
    minimum: 1, maximum: 2000, default: 400, description: 'jobs of up to 25 webhooks at a time; they wait for answers, and one place is lost to each receiver that hangs'
  }),
  EVENT_RETENTION_DAYS: Type.Integer({ minimum: 30, maximum: 3650, default: 30, description: 'how long events and the log of their deliveries are kept' })
}

type Variables = { [K in keyof typeof VARIABLES]: Static<(typeof VARIABLES)[K]> }
export type Config<Keys extends keyof Variables> = Readonly<Pick<Variables, Keys>>

/**
 * The variables that a process names, typed and frozen.
 * @throws Error with one message that lists every fault, and what the variable should be
 */
export function readConfig<Keys extends keyof Variables> (environment: NodeJS.ProcessEnv, keys: readonly Keys[]): Config<Keys> {
  const faults: string[] = []
  const entries = keys.map((key) => {
    const schema = VARIABLES[key] as Described & { default?: unknown }
    const raw = environment[key]
    if (raw === undefined || raw === '') {
      if (schema.default === undefined && !isOptional(key)) faults.push(`${key} is missing${hint(schema)}`)
      return [key, schema.default]
    }
    const value = Value.Convert(VARIABLES[key], raw)
    if (!Value.Check(VARIABLES[key], value)) faults.push(`${key} is not valid${hint(schema)}`)
    return [key, value]
  })
  if (faults.length > 0) throw new Error(`the environment is not right:\n  ${faults.join('\n  ')}`)
  return Object.freeze(Object.fromEntries(entries)) as Config<Keys>
}

const OPTIONAL: ReadonlySet<keyof Variables> = new Set(['NOTIFICATION_TEMPLATES_DIR', 'SMTP_URL', 'SMS_GATEWAY', 'REDIS_URL', 'SIMULATOR_CONTROL_URL'])

function isOptional (key: keyof Variables): boolean {
  return OPTIONAL.has(key)
}

type Described = { description?: string, minimum?: number, maximum?: number }

function hint ({ description, minimum, maximum }: Described): string {
  const bounds = maximum === undefined ? [] : [`${minimum ?? 0} to ${maximum}`]
  const known = [...bounds, ...description === undefined ? [] : [description]]
  return known.length === 0 ? '' : ` (${known.join('; ')})`
}
