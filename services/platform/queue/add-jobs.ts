import type { JobsOptions, Queue } from 'bullmq'
import type { JobData } from '../queue.ts'

export type NewJob = { name: string, data: JobData, opts: JobsOptions & { jobId: string } }

/** Up to so many it is cheaper to add one by one: in bulk PostgreSQL makes two temporary tables each time (5 ms; one job 1 ms). */
const FEW = 4

/** Adds jobs under their own ids. One that is in the queue already is not added again; when it throws, some may have been added. */
export async function addJobs (queue: Queue<JobData>, jobs: NewJob[]): Promise<void> {
  if (jobs.length > FEW) await queue.addBulk(jobs)
  else for (const { name, data, opts } of jobs) await queue.add(name, data, opts) // in turn: what is urgent stands first
}
