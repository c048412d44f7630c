import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { MIGRATIONS_FOLDER, migrateToLatest } from '../../services/platform/migrate.ts'

const TEMPLATE = 'beian_template'

/** Makes the database that tests clone, once for each content of migrations/, and drops what killed runs have left. */
export async function makeTemplate (postgresUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ datname: string, comment: string | null }>(
      "select datname, shobj_description(oid, 'pg_database') as comment from pg_database")
    const hash = await hashMigrations()
    const isFresh = rows.some((row) => row.datname === TEMPLATE && row.comment === hash)
    for (const { datname } of rows) {
      const isLeftOver = datname.startsWith('test_') || (datname === TEMPLATE && !isFresh)
      if (isLeftOver) await client.query(`drop database ${datname} with (force)`)
    }
    if (!isFresh) await create(client, postgresUrl, hash)
    return TEMPLATE
  } finally {
    await client.end()
  }
}

async function create (client: pg.Client, postgresUrl: string, hash: string): Promise<void> {
  await client.query(`create database ${TEMPLATE}`)
  if (existsSync(MIGRATIONS_FOLDER)) {
    const url = new URL(postgresUrl)
    url.pathname = `/${TEMPLATE}`
    await migrateToLatest(url.href)
  }
  await client.query(`comment on database ${TEMPLATE} is '${hash}'`) // last: a template without it is half made
}

async function hashMigrations (): Promise<string> {
  const hash = createHash('sha256')
  const files = existsSync(MIGRATIONS_FOLDER) ? await readdir(MIGRATIONS_FOLDER) : []
  for (const file of files.filter((name) => name.endsWith('.ts')).sort()) {
    hash.update(`${file}\0`).update(await readFile(join(MIGRATIONS_FOLDER, file))).update('\0')
  }
  return hash.digest('hex')
}
