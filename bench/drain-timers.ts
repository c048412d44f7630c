import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { OrdersDatabase } from '../services/orders/order-tables.ts'
import type { OrdersDeps } from '../services/orders/orders-deps.ts'
import { connectPostgres } from '../services/platform/postgres.ts'
import type { RunningBeian } from '../services/embedded/start-beian.ts'
import { seedDueTimers } from './seed-due-timers.ts'
import type { Drained, TimerTask } from './timer-worker/main.ts'
import { watchMemory } from './watch-memory.ts'

export type DrainedTimers = Drained & { workerMb: number }

const WORKER = new URL('timer-worker/main.ts', import.meta.url)
/** As every part of the embedded Beian: services/embedded/beian-parts.ts. */
export const HEAP_LIMITS = ['--max-semi-space-size=16', '--max-old-space-size=320']

/** Leaves deadlines due and lets one worker, a process of its own, fire them. @throws Error when it leaves any */
export async function drainTimers (
  { databaseUrl, sealingKeys }: RunningBeian, deps: Omit<OrdersDeps, 'db'>, timers: number
): Promise<DrainedTimers> {
  const due = await seed(deps, databaseUrl, timers)
  const worker = fork(WORKER, { execArgv: HEAP_LIMITS })
  const memory = watchMemory(worker.pid!)
  const ended = once(worker, 'exit')
  try {
    worker.send({ databaseUrl, sealingKeys } satisfies TimerTask)
    const answer = await Promise.race([once(worker, 'message'), ended.then(([code]) => { throw new Error(`the worker ended with ${code}`) })])
    const [drained] = answer as [Drained]
    if (drained.fired < due) throw new Error(`of ${due} deadlines ${drained.fired} were fired`)
    return { ...drained, workerMb: memory.peakMb() }
  } finally {
    memory.stop()
    if (worker.connected) worker.disconnect()
    await ended
  }
}

async function seed (deps: Omit<OrdersDeps, 'db'>, databaseUrl: string, timers: number): Promise<number> {
  const db = connectPostgres<OrdersDatabase>({ url: databaseUrl, name: 'beian bench seed' })
  try {
    return await seedDueTimers({ ...deps, db }, timers)
  } finally {
    await db.destroy()
  }
}
