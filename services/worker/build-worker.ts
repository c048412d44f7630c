import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { Registry } from 'prom-client'
import { electLeader } from '../platform/elect-leader.ts'
import { keepDoing, type Loop } from '../platform/keep-doing.ts'
import { keepPulse } from '../platform/keep-pulse.ts'
import type { Queues } from '../platform/queue.ts'
import type { Readiness } from '../platform/readiness.ts'
import { fireTimers } from '../orders/timers/fire-timers.ts'
import { setTimersAside } from '../orders/timers/set-timers-aside.ts'
import { checkHearing } from './check-hearing.ts'
import { measureJobs } from './measure-jobs.ts'
import { measureWorker } from './measure-worker.ts'
import { runPart } from './run-part.ts'
import { tidyUp } from './tidy-up.ts'
import type { WorkerDeps } from './worker-deps.ts'
import type { WorkerPart } from './worker-part.ts'
import { within } from './within.ts'

export type WorkerOptions = {
  /** How long a job may be in the queue, or lost, before it is given to the queue again. */
  lostAfterMs?: number
  /** How long without hearing makes a worker deaf. */
  deafAfterMs?: number
  heartbeatEveryMs?: number
  leaseMs?: number
  /** How long closing waits for jobs at work. */
  finishWithinMs?: number
  /** For its figures. */
  registry?: Registry
}

export type RunningWorker = {
  /** Rows wait for the queue: look at once. */
  wake (): void
  /** Whether it hears, for each of its queues. */
  checks (): Promise<Readiness[]>
  isLeader (): boolean
  /** Takes nothing new, finishes what it has begun, within bounds: what takes longer is given to others when its lock ends. */
  close (): Promise<void>
}

const LOOK_EVERY_MS = 500
const LOST_AFTER_MS = 30_000
const DEAF_AFTER_MS = 20_000
/** Less than the supervisor, docker and Kubernetes give. */
const FINISH_WITHIN_MS = 8000

/** The second process of Beian: does what was decided. Any number of them may run side by side. */
export async function buildWorker (deps: WorkerDeps, queues: Queues, options: WorkerOptions, parts: WorkerPart[]): Promise<RunningWorker> {
  const { orders, log } = deps
  const { lostAfterMs = LOST_AFTER_MS, deafAfterMs = DEAF_AFTER_MS, heartbeatEveryMs, leaseMs } = options
  const { finishWithinMs = FINISH_WITHIN_MS, registry = new Registry() } = options
  const db = orders.db as unknown as Kysely<never>
  const processId = randomUUID()
  const figures = measureJobs(registry)
  const running = parts.map((part) => runPart(part, { queues, db, log, figures, lookEveryMs: LOOK_EVERY_MS }))
  const pulse = keepPulse(db, {
    processId, log, reach: async () => queues, queues: parts.map(({ queue }) => queue), everyMs: heartbeatEveryMs
  })

  const setAside = setTimersAside((orderId, error) => log.error({ orderId, err: error }, 'the deadlines of an order cannot be fired'))
  const timers: Loop = keepDoing(log, 'timers', LOOK_EVERY_MS, async () => {
    if (await fireTimers(orders, setAside) > 0) timers.wake() // there may be more; a worker that is to end does not wait for it
  })
  const leadership = electLeader(db, { name: 'schedules', holder: processId, log, leaseMs, onChange: () => sweeper.wake() })
  const sweeper: Loop = keepDoing(log, 'sweeper', lostAfterMs / 3, async () => {
    for (const { sweep } of running) await sweep(lostAfterMs)
    if (!leadership.isLeader()) return
    for (const { schedule } of running) await schedule()
    await tidyUp(orders)
  })
  for (const part of parts) part.measure?.(registry)
  measureWorker(registry, { orders, queues, pulse, running, leadership, deafAfterMs })
  let closing: Promise<void> | undefined
  async function close (): Promise<void> {
    const closed = Promise.all([
      ...running.map(async (part) => await part.close()),
      leadership.resign().catch((error: unknown) => log.warn({ err: error }, 'the lease of the schedules could not be given back: it runs out'))
        .then(sweeper.stop),
      timers.stop(),
      pulse.close()
    ]).then(async () => await queues.close())
    if (!await within(finishWithinMs, closed)) log.warn('jobs are still at work: they are left to the workers that go on')
  }
  return {
    wake () { for (const { wake } of running) wake() },
    checks: async () => await Promise.all(running.map(async (part) => await checkHearing(part, pulse, deafAfterMs))),
    isLeader: leadership.isLeader,
    close: async () => await (closing ??= close())
  }
}
