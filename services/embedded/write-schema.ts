import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { MIGRATIONS_FOLDER, migrateToLatest } from '../platform/migrate.ts'
import { describeSchema } from './describe-schema.ts'
import { removePostgres } from './postgres/remove-postgres.ts'
import { startPostgres } from './postgres/start-postgres.ts'

// `make schema` writes migrations/schema.sql, `--check` compares it; a folder may be named, for its own test
const check = process.argv.includes('--check')
const folder = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? MIGRATIONS_FOLDER
const file = join(folder, 'schema.sql')
const schema = '-- Written by `make schema` from the migrations beside it. Do not edit.\n\n' + await readMigratedSchema(folder)

if (!check) {
  await writeFile(file, schema)
  console.log(`wrote ${file}`)
} else if (!existsSync(file) || await readFile(file, 'utf8') !== schema) {
  console.error(`${file} is not what the migrations make: run \`make schema\` and commit it`)
  process.exitCode = 1
}

async function readMigratedSchema (folder: string): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'beian-schema-'))
  await chmod(dataDir, 0o711) // root's server runs as somebody else, who has to enter
  try {
    const postgres = await startPostgres({ dataDir, durable: false })
    try {
      await migrateToLatest(postgres.url, folder)
      return await describeMigrated(postgres.url)
    } finally {
      await postgres.stop()
    }
  } finally {
    await removePostgres(dataDir)
  }
}

async function describeMigrated (url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await describeSchema(client)
  } finally {
    await client.end()
  }
}
