import { sql, type Kysely } from 'kysely'
import type { BureauDeps } from './bureau-deps.ts'
import type { BureauDatabase } from './bureau-tables.ts'

const WAIT_AT_MOST_MS = 30_000
/** Keeps our advisory locks apart from those of others on this database. */
const LOCK_SPACE = 0x6265

/**
 * One writer per channel, whatever number of workers there are. The lock lives and dies with a database connection,
 * and `work` gets that very connection: a worker that has lost its lock cannot write either.
 */
export async function withChannelLock<Result> (
  { db }: BureauDeps, channelId: string, work: (db: Kysely<BureauDatabase>) => Promise<Result>,
  waitAtMostMs = WAIT_AT_MOST_MS
): Promise<Result> {
  return await db.connection().execute(async (connection) => {
    await lock(connection, channelId, waitAtMostMs)
    try {
      return await work(connection)
    } finally {
      await sql`select pg_advisory_unlock(${LOCK_SPACE}, hashtext(${channelId}))`.execute(connection)
    }
  })
}

/** The time-out is set back whatever happens: the connection goes on to others. */
async function lock (connection: Kysely<BureauDatabase>, channelId: string, waitAtMostMs: number): Promise<void> {
  await sql`select set_config('lock_timeout', ${String(waitAtMostMs)}, false)`.execute(connection)
  try {
    await sql`select pg_advisory_lock(${LOCK_SPACE}, hashtext(${channelId}))`.execute(connection)
  } finally {
    await sql`select set_config('lock_timeout', '0', false)`.execute(connection)
  }
}
