import { eraseContent as erase } from '../../orders/effects/erase-content.ts'
import { forgetCapturedOf } from '../../notifications/messages/forget-captured.ts'
import type { EffectJob, WorkerDeps } from '../worker-deps.ts'

export async function eraseContent ({ orders, notifications }: WorkerDeps, { effectId, orderId }: EffectJob): Promise<void> {
  await forgetCapturedOf(notifications, orderId)
  await erase(orders, { effectId, orderId })
}
