import type { Queue } from 'bullmq'
import type { Registry } from 'prom-client'
import type { JobData } from '../platform/queue.ts'

/**
 * One queue with what fills and what works it. `buildWorker` runs every part in the same way: the relay whenever something
 * may be due, the sweep now and then, the processor for each job.
 */
export type WorkerPart = {
  queue: string
  /** Jobs at a time in this process. */
  concurrency: number
  /** Writes rows for the relay, beside it: whenever something may be due, and again as long as it answers that there were any. */
  feed? (): Promise<number>
  /** Gives rows that are due to the queue, under their own ids; answers how many. The only code that adds jobs of this queue. */
  relay (queue: Queue<JobData>): Promise<number>
  /** Makes due again what was queued longer ago than a job can take: its job is lost. */
  sweep (lostAfterMs: number): Promise<unknown>
  process (name: string, data: JobData): Promise<void>
  /** This process ends: what its jobs have not begun is handed back. */
  leave? (): void
  /** All tries of a job have failed, or it stalled too often: what stood for it is marked, for a person to look at. */
  giveUp? (name: string, data: JobData): Promise<void>
  /** Makes what recurs in this queue as it should be. Done by the one worker that is elected, again and again. */
  schedule? (queue: Queue<JobData>): Promise<unknown>
  /** Its figures, beside those that every queue has. */
  measure? (registry: Registry): void
}
