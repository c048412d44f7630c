import { findOrder } from '../../orders/find-orders.ts'
import { finishEffect } from '../../orders/effects/outbox.ts'
import { queueSubmission } from '../../bureau/queue-submission.ts'
import { runChannel } from '../../bureau/run-channel.ts'
import { crashPoint } from '../../platform/crash-point.ts'
import type { EffectJob, WorkerDeps } from '../worker-deps.ts'

/**
 * Puts the order in line at its channel, and lets the channel run. From the moment it stands in line the effect is
 * done: what follows is kept by the channel's own rows, and every poll goes on where this run stopped. Without any channel the
 * order goes back to the operators, with the reason.
 */
export async function uploadToBureau ({ orders, bureau }: WorkerDeps, { effectId, orderId, attempt }: EffectJob): Promise<void> {
  const { province } = await findOrder(orders, orderId)
  const channel = await queueSubmission(bureau, { orderId, attempt: Number(attempt), province })
  crashPoint('after_submission_queued')
  await finishEffect(orders, effectId)
  if (channel !== null) await runChannel(bureau, channel, { download: false })
}
