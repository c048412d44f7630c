import type { Job } from 'bullmq'
import type { Kysely } from 'kysely'
import { HEARTBEAT, hearHeartbeat } from '../platform/heartbeat.ts'
import { keepDoing, type Loop } from '../platform/keep-doing.ts'
import type { Logger } from '../platform/logger.ts'
import type { JobData, Queues } from '../platform/queue.ts'
import { watchWorker, type Watch } from '../platform/queue/watch-worker.ts'
import type { JobFigures } from './measure-jobs.ts'
import { withoutDetails } from './without-details.ts'
import type { WorkerPart } from './worker-part.ts'

export type RunningPart = {
  queue: string
  watch: Watch
  wake (): void
  sweep (lostAfterMs: number): Promise<unknown>
  schedule (): Promise<unknown>
  /** Takes nothing new, and waits for what is at work. */
  close (): Promise<void>
}

type Options = { queues: Queues, db: Kysely<never>, log: Logger, figures: JobFigures, lookEveryMs: number }

/** A worker that dies is noticed after this time, and its jobs are given to others. */
const STALLED_AFTER_MS = 15_000
/** A job that was at work each time a worker died has perhaps killed it. */
const STALLS_AT_MOST = 3
const ASK_AGAIN_AFTER_MS = 1000
/** Nobody notices, and under load a round has several times as many rows for the same work. */
const RESTS_MS = 20

/** Fills one queue and works it, with a relay of its own, so that a full queue delays no other. */
export function runPart (part: WorkerPart, { queues, db, log, figures, lookEveryMs }: Options): RunningPart {
  const queue = queues.queue(part.queue)
  const watch = watchWorker()
  const worker = queues.worker(part.queue, async (job) => await watch.working(async () => await work(job)), {
    concurrency: part.concurrency,
    stalledInterval: STALLED_AFTER_MS,
    lockDuration: STALLED_AFTER_MS,
    maxStalledCount: STALLS_AT_MOST,
    runRetryDelay: ASK_AGAIN_AFTER_MS
  })
  watch.begin(worker)

  async function work ({ name, data }: Job<JobData>): Promise<void> {
    if (name === HEARTBEAT) return await hearHeartbeat(db, part.queue, data)
    const end = figures.begin(part.queue, name)
    try {
      await part.process(name, data)
      end('done')
    } catch (error) {
      end('failed')
      throw withoutDetails(error)
    }
  }
  async function giveUp ({ id, name, data, attemptsMade }: Job<JobData>, reason: string): Promise<void> {
    log.error({ queue: part.queue, job: name, jobId: id, attemptsMade, reason }, 'a job is given up')
    figures.givenUp(part.queue, name)
    await part.giveUp?.(name, data)
  }

  worker.on('error', (error) => log.error({ err: error, queue: part.queue }, 'the queue is in trouble'))
  worker.on('stalled', (jobId) => {
    figures.stalled(part.queue)
    log.warn({ queue: part.queue, jobId }, 'a job has stalled: its worker died, or was too busy to say that it lives')
  })
  worker.on('failed', (job, { message }) => {
    if (!job?.finishedOn || job.name === HEARTBEAT) return // it is tried again
    giveUp(job, message).catch((error: unknown) => log.error({ queue: part.queue, jobId: job.id, err: error }, 'a job that was given up is not on record'))
  })
  const relay = keepDoing(log, `relay of ${part.queue}`, lookEveryMs, async () => await part.relay(queue), RESTS_MS)
  const feed: Loop | undefined = part.feed && keepDoing(log, `feed of ${part.queue}`, lookEveryMs, async () => {
    if (await part.feed!() === 0) return
    relay.wake()
    feed!.wake()
  }, RESTS_MS)
  return {
    queue: part.queue,
    watch,
    wake () {
      feed?.wake()
      relay.wake()
    },
    sweep: async (lostAfterMs) => await part.sweep(lostAfterMs),
    schedule: async () => await part.schedule?.(queue),
    async close () {
      part.leave?.()
      await Promise.all([feed?.stop(), relay.stop(), worker.close()])
    }
  }
}
