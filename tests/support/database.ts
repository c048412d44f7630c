import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { readServers } from './servers.ts'

/** What we need of tap's `t`. */
type Teardown = { after: (work: () => Promise<void>) => unknown }

/**
 * A database of the test's own, dropped after the test whoever is still connected: a clone of the migrated template,
 * or an empty one for tests of the migrator itself.
 */
export async function createTestDatabase (t: Teardown, content: 'migrated' | 'empty' = 'migrated'): Promise<{ url: string }> {
  const { postgresUrl, template } = readServers()
  const name = `test_${randomBytes(8).toString('hex')}`
  await runAsAdmin(postgresUrl, `create database ${name} template ${content === 'empty' ? 'template0' : template} strategy file_copy`)
  t.after(async () => await runAsAdmin(postgresUrl, `drop database if exists ${name} with (force)`))
  const url = new URL(postgresUrl)
  url.pathname = `/${name}`
  return { url: url.href }
}

async function runAsAdmin (url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
