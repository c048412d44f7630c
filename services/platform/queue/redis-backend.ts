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
  let trouble = ''
  redis.on('error', ({ message }) => { trouble = message })
  return {
    queue: (name) => new Queue<JobData>(name, { connection: adding, prefix, defaultJobOptions: RETENTION }),
    worker: (name, processor, options) => new Worker<JobData>(name, processor, { ...options, connection: working, prefix }),
    async verify () {
      const memory = await askMemory(redis).catch((error: Error) => {
        throw new Error(`Redis does not answer (${trouble || error.message}): is it running where REDIS_URL says?`)
      })
      refuseForgetful(memory)
    },
    close: async () => { redis.disconnect() }
  }
}

/** By INFO, as a rented Redis often refuses CONFIG. */
async function askMemory (redis: Redis): Promise<string> {
  if (redis.status === 'wait') await redis.connect()
  return await redis.info('memory')
}

/** A Redis that evicts keys when memory is short would throw jobs away in silence. */
function refuseForgetful (memory: string): void {
  const [, policy] = /^maxmemory_policy:(\S+)/m.exec(memory) ?? []
  if (policy !== 'noeviction') {
    throw new Error(`Redis has maxmemory-policy ${policy} and may throw jobs away: set it to noeviction`)
  }
}
