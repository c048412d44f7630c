import type { Worker } from 'bullmq'
import type { OrderEffect } from '../../machines/order/order-effects.ts'
import { runChannel } from '../bureau/run-channel.ts'
import { fireTimers } from '../orders/timers/fire-timers.ts'
import { forgetOldAnswers } from '../orders/idempotency.ts'
import { setTimersAside } from '../orders/timers/set-timers-aside.ts'
import type { JobData, Queues } from '../platform/queue.ts'
import { keepDoing, type Loop } from './keep-doing.ts'
import { changeRegistry } from './processors/change-registry.ts'
import { eraseContent } from './processors/erase-content.ts'
import { handOver } from './processors/hand-over.ts'
import { notify } from './processors/notify.ts'
import { uploadToBureau } from './processors/upload-to-bureau.ts'
import { relayOutbox, sweepOutbox } from './relay-outbox.ts'
import { runJob } from './run-job.ts'
import { schedulePolling, verifyPolling } from './schedule-polling.ts'
import type { EffectJob, WorkerDeps } from './worker-deps.ts'

export type WorkerOptions = {
  concurrency: number
  pollEveryMs: number
  /** How long a job may be in the queue, or lost, before it is given to the queue again. */
  lostAfterMs?: number
}

export type RunningWorker = {
  /** Effects wait in the outbox: look at once. */
  wake (): void
  /** Hands back what it has not begun, finishes what it has. */
  close (): Promise<void>
}

type Processor = (deps: WorkerDeps, job: EffectJob) => Promise<void>

const PROCESSORS: Record<OrderEffect['type'], Processor> = {
  upload_to_bureau: uploadToBureau,
  hand_over: handOver,
  notify,
  change_registry: changeRegistry,
  erase_content: eraseContent
}

/** One at work and one that waits its turn, so that a bureau that hangs holds up no other. */
const JOBS_PER_CHANNEL = 2
const LOOK_EVERY_MS = 500
const LOST_AFTER_MS = 30_000

/** The second process of Beian: does what was decided. Any number of them may run side by side. */
export async function buildWorker (deps: WorkerDeps, queues: Queues, options: WorkerOptions): Promise<RunningWorker> {
  const { orders, bureau, log } = deps
  const outgoing = { effects: queues.queue('effects'), bureau: queues.queue('bureau') }
  await schedulePolling(outgoing.bureau, bureau.channels, options.pollEveryMs)

  const work = (concurrency: number) => ({ concurrency, stalledInterval: STALLED_AFTER_MS, lockDuration: STALLED_AFTER_MS })
  const workers = [
    queues.worker('effects', async ({ name, data }) => await runEffect(deps, name, data), work(options.concurrency)),
    queues.worker('bureau', async ({ name, data }) => await runBureauJob(deps, name, data), work(JOBS_PER_CHANNEL * Math.max(1, bureau.channels.length)))
  ]
  for (const worker of workers) worker.on('error', (error) => log.error({ err: error, queue: worker.name }, 'the queue is in trouble'))

  const relay = keepDoing(log, 'relay', LOOK_EVERY_MS, async () => await relayOutbox(orders, outgoing))
  const setAside = setTimersAside((orderId, error) => log.error({ orderId, err: error }, 'the deadlines of an order cannot be fired'))
  const timers: Loop = keepDoing(log, 'timers', LOOK_EVERY_MS, async () => {
    if (await fireTimers(orders, setAside) > 0) timers.wake() // there may be more; a worker that is to end does not wait for it
  })
  const { pollEveryMs, lostAfterMs = LOST_AFTER_MS } = options
  const sweeper = keepDoing(log, 'sweeper', lostAfterMs / 3, async () => {
    await sweepOutbox(orders, lostAfterMs)
    await verifyPolling(outgoing.bureau, bureau.channels, pollEveryMs)
    await forgetOldAnswers(orders)
  })
  return {
    wake: relay.wake,
    async close () {
      await Promise.all([relay.stop(), timers.stop(), sweeper.stop()])
      await closeWorkers(workers)
      await queues.close()
    }
  }
}

/** A worker that dies is noticed after this time, and its jobs are given to others. */
const STALLED_AFTER_MS = 15_000

async function runEffect (deps: WorkerDeps, name: string, data: JobData): Promise<void> {
  const processor: Processor | undefined = PROCESSORS[name as OrderEffect['type']]
  if (!processor) throw new Error(`no processor for ${name}: was this job queued by a newer release?`)
  const { effectId, orderId } = data
  await runJob(deps, name, { effectId, orderId }, async () => await processor(deps, data as EffectJob))
}

async function runBureauJob (deps: WorkerDeps, name: string, data: JobData): Promise<void> {
  if (name !== 'poll_bureau') return await runEffect(deps, name, data)
  const channel = deps.bureau.channels.find(({ id }) => id === data.channel)
  if (!channel) return // a scheduler of a channel that is no longer configured
  await runJob(deps, name, data, async () => await runChannel(deps.bureau, channel, { download: true }))
}

async function closeWorkers (workers: Array<Worker<JobData>>): Promise<void> {
  await Promise.all(workers.map(async (worker) => await worker.close()))
}
