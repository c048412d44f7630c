import type { RegistryChange } from '../../../machines/order/order-types.ts'
import { recordRegistryChange } from '../../orders/effects/record-registry-change.ts'
import type { EffectJob, WorkerDeps } from '../worker-deps.ts'

export async function changeRegistry ({ orders }: WorkerDeps, { effectId, orderId, version, change }: EffectJob): Promise<void> {
  await recordRegistryChange(orders, { effectId, orderId, version, change: change as RegistryChange })
}
