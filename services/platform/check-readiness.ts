import { sql, type Kysely } from 'kysely'
import { findMissingMigrations } from './migrate.ts'
import type { Readiness } from './readiness.ts'

/** What this process needs before it can serve, each with the remedy. */
export async function checkReadiness<Database> (db: Kysely<Database>): Promise<Readiness[]> {
  try {
    await sql`select 1`.execute(db)
  } catch {
    return [{ name: 'database', ok: false, remedy: 'the database does not answer: start PostgreSQL, or set DATABASE_URL to where it is' }]
  }
  const missing = await findMissingMigrations(db)
  return [
    { name: 'database', ok: true },
    missing.length === 0
      ? { name: 'migrations', ok: true }
      : { name: 'migrations', ok: false, remedy: `migrations missing (${missing.join(', ')}): run \`make migrate\`` }
  ]
}
