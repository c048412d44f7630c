import type { Queue } from 'bullmq'
import type { BureauChannelConfig } from '../bureau/bureau-channel-config.ts'
import type { JobData } from '../platform/queue.ts'

/** Makes the schedulers anew that a wiped queue has lost; those that are there go on in their rhythm. */
export async function verifyPolling (queue: Queue<JobData>, channels: BureauChannelConfig[], everyMs: number): Promise<void> {
  const known = new Set((await queue.getJobSchedulers()).map(({ key }) => key))
  if (channels.some(({ id }) => !known.has(SCHEDULER + id))) await schedulePolling(queue, channels, everyMs)
}

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
