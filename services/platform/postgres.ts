import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { preparedName } from './prepared.ts'

export type PostgresOptions = {
  url: string
  maxConnections?: number
  /** Shown in pg_stat_activity. */
  name?: string
  onQuery?: (text: string) => void
}

/**
 * A Kysely over a pool of connections. Statements made by `prepare` are sent as named prepared statements.
 * The pool connects when first used, so a database that is away fails the query and not the start.
 */
export function connectPostgres<Database> ({ url, maxConnections = 10, name, onQuery }: PostgresOptions): Kysely<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    application_name: name,
    connectionTimeoutMillis: CONNECTING_TAKES_AT_MOST_MS,
    keepAlive: true
  })
  pool.on('error', forgetConnection)
  pool.on('connect', (client) => {
    client.on('error', forgetConnection)
    sendPrepared(client, onQuery)
  })
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}

const CONNECTING_TAKES_AT_MOST_MS = 5000

/**
 * A connection that breaks is dropped by the pool itself; the next query opens another. One that breaks in the hand of
 * its user, between two queries, has no listener but ours: without it the process would end.
 */
function forgetConnection (): void {}

function sendPrepared (client: pg.PoolClient, onQuery?: (text: string) => void): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  const patched = (text: unknown, values?: unknown, ...rest: unknown[]) => {
    if (typeof text !== 'string') return query(text, values, ...rest)
    onQuery?.(text)
    const name = preparedName(text)
    return name ? query({ name, text, values }, ...rest) : query(text, values, ...rest)
  }
  client.query = patched as typeof client.query
}

/** The name of the constraint that refused a write, if one did. */
export function violatedConstraint (error: unknown): string | undefined {
  const { code, constraint } = error as { code?: string, constraint?: string }
  return code === UNIQUE_VIOLATION || code === EXCLUSION_VIOLATION ? constraint : undefined
}

const UNIQUE_VIOLATION = '23505'
const EXCLUSION_VIOLATION = '23P01'
const DEADLOCK_DETECTED = '40P01'

/** Two statements waited for one another and this one gave way: nothing of it was written, and it may be sent again. */
export function isDeadlock (error: unknown): boolean {
  return (error as { code?: string }).code === DEADLOCK_DETECTED
}
