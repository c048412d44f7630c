import type { Queue } from 'bullmq'
import type { JobData } from '../queue.ts'

/**
 * Frees the ids of jobs that were given up and are kept for people to look at: a job whose id is taken would not be added,
 * in silence. Those that wait or run are left alone.
 */
export async function removeGivenUp (queue: Queue<JobData>, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const wanted = new Set(ids)
  const givenUp = await queue.getRanges(['failed'], 0, -1)
  for (const id of givenUp) {
    if (wanted.has(id)) await queue.remove(id)
  }
}
