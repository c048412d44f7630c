import { runChannel } from '../../bureau/run-channel.ts'
import { requeueLost } from '../../orders/effects/outbox.ts'
import { uploadToBureau } from '../processors/upload-to-bureau.ts'
import { giveUpEffect } from '../give-up-effect.ts'
import { relayOutbox } from '../relay-outbox.ts'
import { runEffect } from '../run-effect.ts'
import { runJob } from '../run-job.ts'
import type { Processor, WorkerDeps } from '../worker-deps.ts'
import type { WorkerPart } from '../worker-part.ts'
import { POLL_BUREAU, schedulePolling } from './schedule-polling.ts'

const PROCESSORS = { upload_to_bureau: uploadToBureau } satisfies Record<'upload_to_bureau', Processor>
const KINDS = Object.keys(PROCESSORS) as Array<keyof typeof PROCESSORS>

/** One at work and one that waits its turn, so that a bureau that hangs holds up no other. */
const JOBS_PER_CHANNEL = 2

/** Uploads and polls. */
export function fileAtBureau (deps: WorkerDeps, pollEveryMs: number): WorkerPart {
  const { orders, bureau } = deps
  return {
    queue: 'bureau',
    concurrency: JOBS_PER_CHANNEL * Math.max(1, bureau.channels.length),
    relay: async (queue) => await relayOutbox(orders, { kinds: KINDS }, queue),
    sweep: async (lostAfterMs) => await requeueLost(orders.db, KINDS, lostAfterMs),
    schedule: async (queue) => await schedulePolling(queue, bureau.channels, pollEveryMs),
    async process (name, data) {
      if (name === POLL_BUREAU) return await pollBureau(deps, String(data.channel))
      await runEffect(deps, PROCESSORS, name, data)
    },
    async giveUp (name, data) {
      if (name !== POLL_BUREAU) await giveUpEffect(deps, data)
    }
  }
}

async function pollBureau (deps: WorkerDeps, id: string): Promise<void> {
  const channel = deps.bureau.channels.find((one) => one.id === id)
  if (!channel) return // a scheduler of a channel that is no longer configured
  await runJob(deps, POLL_BUREAU, { channel: id }, async () => await runChannel(deps.bureau, channel, { download: true }))
}
