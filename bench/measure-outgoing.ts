import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { pino } from 'pino'
import type { RunningBeian } from '../services/embedded/start-beian.ts'
import type { OrdersDatabase } from '../services/orders/order-tables.ts'
import { connectPostgres } from '../services/platform/postgres.ts'
import type { Sealing } from '../services/platform/sealing.ts'
import type { WebhooksDatabase } from '../services/webhooks/webhook-tables.ts'
import { HEAP_LIMITS } from './drain-timers.ts'
import type { OutgoingTask } from './outgoing-worker/main.ts'
import { publishAll, seedEvents, seedOutbox } from './seed-outgoing.ts'
import { watchMemory } from './watch-memory.ts'

export type Outgoing = { what: 'relay' | 'webhooks' | 'events', backend: 'PostgreSQL' | 'Redis', count: number, ms: number, workerMb: number }

const WORKER = new URL('outgoing-worker/main.ts', import.meta.url)
const RECEIVER = new URL('webhook-receiver/main.ts', import.meta.url)

type Options = { count: number, redisUrl: string | null, sealing: Sealing }

/** Outbox rows until all of them are in the queue, by one worker. */
export async function measureRelay (beian: RunningBeian, { count, redisUrl }: Options): Promise<Outgoing> {
  const db = connectPostgres<OrdersDatabase>({ url: beian.databaseUrl, name: 'beian bench seed' })
  try {
    await seedOutbox(db, count)
    return await withWorker(beian, 'relay', redisUrl, async (worker) => {
      const [{ count, ms }] = await once(worker, 'message') as [{ count: number, ms: number }]
      return { count, ms }
    })
  } finally {
    await db.destroy()
  }
}

/**
 * Events until a receiver has all of them, by one worker that is up: published, signed, sent and written down. `published`: only
 * signed, sent and written down.
 */
export async function measureWebhooks (
  beian: RunningBeian, { count, redisUrl, sealing, published }: Options & { published: boolean }
): Promise<Outgoing> {
  const db = connectPostgres<WebhooksDatabase>({ url: beian.databaseUrl, name: 'beian bench seed' })
  const receiver = fork(RECEIVER)
  try {
    const [{ port }] = await once(receiver, 'message') as [{ port: number }]
    const deps = { db, sealing, now: () => new Date(), log: pino({ level: 'silent' }), wakeRelay: () => {}, tell: async () => {} }
    await seedEvents(deps, `http://127.0.0.1:${port}/hook`, count)
    if (published) await publishAll(deps)
    receiver.send({ wanted: count })
    const measured = await withWorker(beian, 'webhooks', redisUrl, async (worker) => {
      await once(worker, 'message')
      const begun = performance.now()
      await once(receiver, 'message')
      return { count, ms: performance.now() - begun }
    })
    return { ...measured, what: published ? 'webhooks' : 'events' }
  } finally {
    receiver.kill()
    await db.deleteFrom('webhook_endpoint').execute()
    await db.destroy()
  }
}

async function withWorker (
  { databaseUrl, sealingKeys }: RunningBeian, what: OutgoingTask['what'], redisUrl: string | null,
  measure: (worker: ChildProcess) => Promise<{ count: number, ms: number }>
): Promise<Outgoing> {
  const worker = fork(WORKER, { execArgv: HEAP_LIMITS })
  const memory = watchMemory(worker.pid!)
  const ended = once(worker, 'exit')
  try {
    worker.send({ what, databaseUrl, redisUrl, sealingKeys } satisfies OutgoingTask)
    const failed = ended.then(([code]) => { throw new Error(`the worker ended with ${code}`) })
    const measured = await Promise.race([measure(worker), failed])
    return { what, backend: redisUrl ? 'Redis' : 'PostgreSQL', ...measured, workerMb: memory.peakMb() }
  } finally {
    memory.stop()
    if (worker.connected) worker.disconnect()
    await ended
  }
}
