import type { Processor, Queue, Worker, WorkerOptions } from 'bullmq'
import { postgresBackend } from './queue/postgres-backend.ts'
import { redisBackend } from './queue/redis-backend.ts'

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
  /**
   * Whether the queue can be trusted now. A schema of PostgreSQL that somebody dropped is made anew.
   * @throws Error with the remedy when Redis may throw jobs away, or the server does not answer
   */
  verify (): Promise<void>
  close (): Promise<void>
}

/** @throws Error with the remedy when Redis may throw jobs away, or a server cannot be reached */
export async function openQueues (options: QueueOptions): Promise<Queues> {
  const { redisUrl, prefix } = options
  const backend = redisUrl ? redisBackend(redisUrl, prefix) : postgresBackend(options)
  const queues = new Map<string, Queue<JobData>>()
  const workers: Array<Worker<JobData>> = []
  try {
    await backend.verify()
  } catch (error) {
    await backend.close()
    throw error
  }
  return {
    queue (name) {
      const queue = queues.get(name) ?? backend.queue(name)
      if (!queues.has(name)) queue.on('error', () => {}) // whoever asks it something hears of it there; unheard, it would be printed
      queues.set(name, queue)
      return queue
    },
    worker (name, processor, workerOptions) {
      const worker = backend.worker(name, processor, workerOptions)
      workers.push(worker)
      return worker
    },
    verify: backend.verify,
    async close () {
      await Promise.all([...workers, ...queues.values()].map(async (one) => await one.close()))
      await backend.close()
    }
  }
}
