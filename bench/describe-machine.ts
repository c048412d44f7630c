import { availableParallelism, loadavg } from 'node:os'
import pg from 'pg'
import type { BenchOptions } from './read-options.ts'

/** What the figures were measured with, in one line. */
export async function describeMachine (databaseUrl: string, { connections, seconds, rounds }: BenchOptions): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows: [settings] } = await client.query<{ version: string, durable: boolean }>(`
    select current_setting('server_version') as version,
      current_setting('fsync') = 'on' and current_setting('synchronous_commit') = 'on' as durable`)
  await client.end()
  return [
    `PostgreSQL ${settings!.version} (${settings!.durable ? 'durable: every commit is flushed' : 'NOT durable'})`,
    `Node ${process.versions.node}`,
    // with foreign load the figures mean little: 64 backends get more turns from the scheduler than the one process of the api
    `${availableParallelism()} cores for database, service and load (load average ${loadavg()[0]!.toFixed(1)} at the start)`,
    `${connections} connections`,
    `${seconds} s each, in ${rounds} turns`
  ].join(' · ')
}
