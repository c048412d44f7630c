import {
  createPostgresBackend, Queue, runMigrations, Worker, type ConnectionOptions, type Processor, type WorkerOptions
} from 'bullmq'
import { Redis } from 'ioredis'
import pg from 'pg'

export type QueueOptions = {
  /** Without it the queue lives in PostgreSQL, in a schema of its own. */
  redisUrl?: string
  databaseUrl: string
  /** Separates installations, and tests, that share a server. */
  prefix: string
}

/** Ids and small parameters; never personal data. */
export type JobData = Record<string, string | number>

/** One composition for both backends of BullMQ: the code that adds and works jobs does not know which it is. */
export type Queues = {
  queue (name: string): Queue<JobData>
  worker (name: string, processor: Processor<JobData>, options?: Partial<WorkerOptions>): Worker<JobData>
  close (): Promise<void>
}

/** @throws Error with the remedy when Redis may throw jobs away, or a server cannot be reached */
export async function openQueues (options: QueueOptions): Promise<Queues> {
  const backend = options.redisUrl ? await redisBackend(options.redisUrl, options.prefix) : await postgresBackend(options)
  const open: Array<{ close (): Promise<void> }> = []
  const kept = <Closable extends { close (): Promise<void> }>(closable: Closable) => {
    open.push(closable)
    return closable
  }
  return {
    queue: (name) => kept(backend.queue(name)),
    worker: (name, processor, workerOptions) => kept(backend.worker(name, processor, workerOptions)),
    close: async () => { await Promise.all(open.map(async (closable) => await closable.close())) }
  }
}

/** A finished job leaves no trace, so that its id is free when the sweeper sends it again: the tables hold the truth. */
const FORGET = { removeOnComplete: true, removeOnFail: true } as const

async function redisBackend (url: string, prefix: string): Promise<Omit<Queues, 'close'>> {
  await refuseForgetfulRedis(url)
  // who adds jobs hears at once that Redis is away; a worker waits for it
  const adding: ConnectionOptions = { url, maxRetriesPerRequest: 1, enableOfflineQueue: false }
  const working: ConnectionOptions = { url, maxRetriesPerRequest: null }
  return {
    queue: (name) => new Queue<JobData>(name, { connection: adding, prefix, defaultJobOptions: FORGET }),
    worker: (name, processor, options) => new Worker<JobData>(name, processor, { ...options, connection: working, prefix })
  }
}

/** A Redis that evicts keys when memory is short would throw jobs away in silence. */
async function refuseForgetfulRedis (url: string): Promise<void> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, lazyConnect: true })
  try {
    await redis.connect()
    const [, policy] = await redis.config('GET', 'maxmemory-policy') as string[]
    if (policy !== 'noeviction') {
      throw new Error(`Redis has maxmemory-policy ${policy} and may throw jobs away: set it to noeviction`)
    }
  } finally {
    redis.disconnect()
  }
}

async function postgresBackend ({ databaseUrl, prefix }: QueueOptions): Promise<Omit<Queues, 'close'>> {
  const schema = `queue_${prefix.replaceAll('-', '_')}`
  await migrate(databaseUrl, schema)
  const connection = { connectionString: databaseUrl, schema, max: 4 }
  return {
    queue: (name) => new Queue(name, { connection, defaultJobOptions: FORGET }, createPostgresBackend) as unknown as Queue<JobData>,
    worker: (name, processor, { connection: _, ...options } = {}) =>
      new Worker(name, processor, { ...options, connection }, createPostgresBackend) as unknown as Worker<JobData>
  }
}

async function migrate (databaseUrl: string, schema: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await runMigrations(client, schema)
  } finally {
    await client.end()
  }
}
