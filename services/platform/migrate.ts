import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { FileMigrationProvider, Migrator } from 'kysely/migration'
import pg from 'pg'

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations/', import.meta.url))

/**
 * Brings the database to the newest schema and names what it applied. Any number of processes may try at once:
 * Kysely's lock lets one do it. All of them run in one transaction, so a failing one leaves nothing behind.
 *
 * @throws with the name of the migration that failed
 */
export async function migrateToLatest (databaseUrl: string, folder = MIGRATIONS_FOLDER): Promise<{ applied: string[] }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
  pool.on('error', () => {}) // a connection lost between two queries: the next query tells
  const db = new Kysely({ dialect: new PostgresDialect({ pool }) })
  try {
    const provider = new FileMigrationProvider({
      fs: { readdir: async (name) => (await readdir(name)).filter(isMigration) },
      path,
      migrationFolder: folder,
      import: async (file) => await import(pathToFileURL(file).href)
    })
    const { error, results = [] } = await new Migrator({ db, provider }).migrateToLatest()
    if (error !== undefined) {
      const failed = results.find((result) => result.status === 'Error')?.migrationName
      throw new Error(`migration ${failed ?? 'set-up'} failed: ${messageOf(error)}`, { cause: error })
    }
    return { applied: results.filter((result) => result.status === 'Success').map((result) => result.migrationName) }
  } finally {
    await db.destroy()
  }
}

/**
 * The migrations of the folder that this database lacks, oldest first. A process that finds some does not start:
 * "migrations missing: run `make migrate`". More than the folder has is fine: a newer release is rolling out.
 */
export async function findMissingMigrations<DB> (db: Kysely<DB>, folder = MIGRATIONS_FOLDER): Promise<string[]> {
  const [files, applied] = await Promise.all([readdir(folder), findApplied(db)])
  const names = files.filter(isMigration).map((file) => path.basename(file, '.ts'))
  return names.filter((name) => !applied.has(name)).sort()
}

/** @throws Error with the remedy: a process does not run on a schema that it does not know */
export async function refuseMissingMigrations<DB> (db: Kysely<DB>): Promise<void> {
  const missing = await findMissingMigrations(db)
  if (missing.length > 0) throw new Error(`the database lacks migrations (${missing.join(', ')}): run \`make migrate\``)
}

// not Migrator.getMigrations: it imports each migration and reads the whole catalogue, too much for /readyz
async function findApplied<DB> (db: Kysely<DB>): Promise<Set<string>> {
  const found = await sql<{ found: boolean }>`select to_regclass('kysely_migration') is not null as found`.execute(db)
  if (found.rows[0]?.found !== true) return new Set()
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  return new Set(rows.map((row) => row.name))
}

function isMigration (file: string): boolean {
  return /^\d{4}-.+\.ts$/.test(file)
}

function messageOf (error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
