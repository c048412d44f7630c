import type { RegistryChange } from '../../../machines/order/order-types.ts'
import { tellFormerHolder } from '../../notifications/tell-former-holder.ts'
import { recordRegistryChange } from '../../orders/effects/record-registry-change.ts'
import type { EffectJob, WorkerDeps } from '../worker-deps.ts'

export async function changeRegistry (deps: WorkerDeps, { effectId, orderId, version, change }: EffectJob): Promise<void> {
  if (change === 'filing_claimed') await tellFormerHolder(deps, { effectId, orderId })
  await recordRegistryChange(deps.orders, { effectId, orderId, version, change: change as RegistryChange })
}
