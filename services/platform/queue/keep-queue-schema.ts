import { runMigrations } from 'bullmq'
import type pg from 'pg'

/**
 * Brings the schema of the queue to what this release needs, the first time it is called; afterwards makes it anew when it
 * is missing, whole or in part. What is left of it may go: the queue holds nothing that our tables could not fill again.
 * Several processes that see it at once do it once.
 */
export function keepQueueSchema (pool: pg.Pool, schema: string): () => Promise<void> {
  let migrated = false
  return async () => {
    const client = await pool.connect()
    let isSpent = true // a connection that failed, or has a lock, is closed: nobody waits behind it, and its lock goes with it
    try {
      if (migrated && await isWhole(client, schema)) {
        isSpent = false
        return
      }
      await client.query('select pg_advisory_lock(hashtext($1))', [schema])
      if (await exists(client, schema) && !await isWhole(client, schema)) {
        await client.query(`drop schema ${client.escapeIdentifier(schema)} cascade`)
      }
      await runMigrations(client, schema)
      migrated = true
    } finally {
      client.release(isSpent)
    }
  }
}

/** The ledger of its migrations, a table and its functions: whoever cleans up in it takes one of them. */
async function isWhole (client: pg.PoolClient, schema: string): Promise<boolean> {
  const { rows } = await client.query<{ whole: boolean }>(`
    select to_regclass($1 || '.migration') is not null and to_regclass($1 || '.job') is not null
      and exists (select from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = $1) as whole`, [schema])
  return rows[0]!.whole
}

async function exists (client: pg.PoolClient, schema: string): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>('select to_regnamespace($1) is not null as found', [schema])
  return rows[0]!.found
}
