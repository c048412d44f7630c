import type { Queue } from 'bullmq'
import type { BureauChannelConfig } from '../../bureau/bureau-channel-config.ts'
import type { JobData } from '../../platform/queue.ts'

export const POLL_BUREAU = 'poll_bureau'
const SCHEDULER = 'poll_bureau_'
/** Of those that failed: the next poll comes anyway. */
const POLLS_KEPT = { count: 10 }

/**
 * One job scheduler a channel, and none for channels that are gone. Those that are right go on in their rhythm; one that a
 * wiped queue has lost, or that still has the interval of an older configuration, is made anew.
 */
export async function schedulePolling (queue: Queue<JobData>, channels: BureauChannelConfig[], everyMs: number): Promise<void> {
  const known = new Map((await queue.getJobSchedulers()).map(({ key, every }) => [key, every]))
  for (const { id } of channels) {
    if (Number(known.get(SCHEDULER + id)) === everyMs) continue
    await queue.upsertJobScheduler(SCHEDULER + id, { every: everyMs }, {
      name: POLL_BUREAU, data: { channel: id }, opts: { removeOnComplete: true, removeOnFail: POLLS_KEPT }
    })
  }
  const wanted = new Set(channels.map(({ id }) => SCHEDULER + id))
  for (const key of known.keys()) {
    if (key.startsWith(SCHEDULER) && !wanted.has(key)) await queue.removeJobScheduler(key)
  }
}
