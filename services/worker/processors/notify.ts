import type { Audience, NotificationTemplate } from '../../../machines/order/order-effects.ts'
import { notify as leaveNotice } from '../../orders/effects/notify.ts'
import type { EffectJob, WorkerDeps } from '../worker-deps.ts'

export async function notify ({ orders }: WorkerDeps, { effectId, orderId, version, template, audience }: EffectJob): Promise<void> {
  await leaveNotice(orders, {
    effectId, orderId, version, template: template as NotificationTemplate, audience: audience as Audience
  })
}
