import type { Queue } from 'bullmq'
import type { BureauChannelConfig } from '../bureau/bureau-channel-config.ts'
import type { JobData } from '../platform/queue.ts'

const SCHEDULER = 'poll_bureau_'

/** One job scheduler a channel, and none for channels that are gone. Every worker may do this: the outcome is the same. */
export async function schedulePolling (queue: Queue<JobData>, channels: BureauChannelConfig[], everyMs: number): Promise<void> {
  for (const { id } of channels) {
    await queue.upsertJobScheduler(SCHEDULER + id, { every: everyMs }, { name: 'poll_bureau', data: { channel: id } })
  }
  const wanted = new Set(channels.map(({ id }) => SCHEDULER + id))
  for (const { key } of await queue.getJobSchedulers()) {
    if (key.startsWith(SCHEDULER) && !wanted.has(key)) await queue.removeJobScheduler(key)
  }
}
