import { createPostgresBackend, Queue, Worker } from 'bullmq'
import pg from 'pg'
import type { JobData, QueueOptions, Queues } from '../queue.ts'
import { keepQueueSchema } from './keep-queue-schema.ts'
import { RETENTION } from './retention.ts'

/** A line can fall silent without breaking. */
const SILENT_AFTER_MS = 15_000

/** A schema of its own in the same PostgreSQL. */
export function postgresBackend ({ databaseUrl, prefix }: QueueOptions): Queues {
  const schema = `queue_${prefix.replaceAll('-', '_')}`
  const connection = { connectionString: databaseUrl, schema, max: 4, keepAlive: true, query_timeout: SILENT_AFTER_MS }
  const adding = { ...connection, max: 2 }
  const pool = new pg.Pool({
    connectionString: databaseUrl, max: 1, connectionTimeoutMillis: 5000, keepAlive: true, query_timeout: SILENT_AFTER_MS
  })
  pool.on('error', () => {}) // the next verification opens another connection
  return {
    queue: (name) =>
      new Queue(name, { connection: adding, defaultJobOptions: RETENTION }, createPostgresBackend) as unknown as Queue<JobData>,
    worker: (name, processor, { connection: _, ...options } = {}) =>
      new Worker(name, processor, { ...options, connection }, createPostgresBackend) as unknown as Worker<JobData>,
    verify: keepQueueSchema(pool, schema),
    close: async () => await pool.end()
  }
}
