import t, { type Test } from 'tap'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { createTestDatabase } from '../../tests/support/database.ts'
import { TEST_FOLDER } from '../../tests/support/servers.ts'
import { findMissingMigrations, migrateToLatest } from './migrate.ts'

t.test('every migration is applied once, in the order of the numbers', async (t) => {
  const { url, db } = await givenDatabase(t)
  const folder = await givenFolder(t, { '0002-add-state': 'alter table thing add state text', '0001-thing': 'create table thing (id int)' })
  t.same(await findMissingMigrations(db, folder), ['0001-thing', '0002-add-state'])
  t.same(await migrateToLatest(url, folder), { applied: ['0001-thing', '0002-add-state'] })
  t.same(await migrateToLatest(url, folder), { applied: [] })
  t.same(await findMissingMigrations(db, folder), [])
  await addMigration(folder, '0003-index', 'create index on thing (id)')
  t.same(await findMissingMigrations(db, folder), ['0003-index'])
  t.same(await migrateToLatest(url, folder), { applied: ['0003-index'] })
})

t.test('of many processes that migrate at once, one does it and all succeed', async (t) => {
  const { url } = await givenDatabase(t)
  const folder = await givenFolder(t, { '0001-slow': 'create table thing as select 1 as id from pg_sleep(0.2)' })
  const results = await Promise.all(Array.from({ length: 6 }, async () => await migrateToLatest(url, folder)))
  t.same(results.flatMap(({ applied }) => applied), ['0001-slow'])
})

t.test('a migration that fails is named and leaves nothing behind', async (t) => {
  const { url, db } = await givenDatabase(t)
  const folder = await givenFolder(t, { '0001-thing': 'create table thing (id int)', '0002-bad': 'create table thing (id int)' })
  await t.rejects(migrateToLatest(url, folder), { message: 'migration 0002-bad failed: relation "thing" already exists' })
  t.same(await findMissingMigrations(db, folder), ['0001-thing', '0002-bad'])
  const { rows } = await sql<{ found: string | null }>`select to_regclass('thing') as found`.execute(db)
  t.same(rows, [{ found: null }])
})

t.test('a database that knows more than this release is not missing anything', async (t) => {
  const { url, db } = await givenDatabase(t)
  const folder = await givenFolder(t, { '0001-thing': 'create table thing (id int)', '0002-newer': 'select 1' })
  await migrateToLatest(url, folder)
  await rm(join(folder, '0002-newer.ts'))
  t.same(await findMissingMigrations(db, folder), [])
})

async function givenDatabase (t: Test): Promise<{ url: string, db: Kysely<unknown> }> {
  const { url } = await createTestDatabase(t, 'empty')
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) }) })
  t.after(async () => await db.destroy())
  return { url, db }
}

async function givenFolder (t: Test, migrations: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(TEST_FOLDER, 'migrations-')) // below the checkout, so that a migration finds kysely
  t.after(async () => await rm(folder, { recursive: true, force: true }))
  for (const [name, statement] of Object.entries(migrations)) await addMigration(folder, name, statement)
  return folder
}

async function addMigration (folder: string, name: string, statement: string): Promise<void> {
  await writeFile(join(folder, `${name}.ts`), "import { sql, type Kysely } from 'kysely'\n" +
    `export async function up (db: Kysely<unknown>): Promise<void> { await sql\`${statement}\`.execute(db) }\n`)
}
