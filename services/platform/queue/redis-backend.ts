import { Queue, Worker, type ConnectionOptions } from 'bullmq'
import { Redis } from 'ioredis'
import type { JobData, Queues } from '../queue.ts'
import { RETENTION } from './retention.ts'

/** A line can fall silent without breaking. Longer than a worker waits for a job at a time. */
const SILENT_AFTER_MS = 15_000
/** Who adds jobs hears at once that Redis is away, and soon that it is silent. */
const AT_ONCE = {
  maxRetriesPerRequest: 1, enableOfflineQueue: false, connectTimeout: 2000, commandTimeout: 5000, socketTimeout: 5000
} as const

/** Who adds jobs fails fast; a worker waits for Redis, however long it is away. */
export function redisBackend (url: string, prefix: string): Queues {
  const adding: ConnectionOptions = { url, ...AT_ONCE }
  const working: ConnectionOptions = { url, maxRetriesPerRequest: null, connectTimeout: 5000, socketTimeout: SILENT_AFTER_MS }
  const redis = new Redis(url, { ...AT_ONCE, lazyConnect: true })
  redis.on('error', () => {}) // verify says so to whoever asks
  return {
    queue: (name) => new Queue<JobData>(name, { connection: adding, prefix, defaultJobOptions: RETENTION }),
    worker: (name, processor, options) => new Worker<JobData>(name, processor, { ...options, connection: working, prefix }),
    verify: async () => await refuseForgetful(redis),
    close: async () => { redis.disconnect() }
  }
}

/**
 * A Redis that evicts keys when memory is short would throw jobs away in silence. Asked by INFO, as a rented Redis often
 * refuses CONFIG.
 */
async function refuseForgetful (redis: Redis): Promise<void> {
  if (redis.status === 'wait') await redis.connect()
  const [, policy] = /^maxmemory_policy:(\S+)/m.exec(await redis.info('memory')) ?? []
  if (policy !== 'noeviction') {
    throw new Error(`Redis has maxmemory-policy ${policy} and may throw jobs away: set it to noeviction`)
  }
}
