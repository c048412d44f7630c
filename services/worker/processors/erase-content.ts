import { eraseContent as erase } from '../../orders/effects/erase-content.ts'
import type { EffectJob, WorkerDeps } from '../worker-deps.ts'

export async function eraseContent ({ orders }: WorkerDeps, { effectId, orderId }: EffectJob): Promise<void> {
  await erase(orders, { effectId, orderId })
}
