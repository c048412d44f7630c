import type { Audience, NotificationTemplate } from '../../../machines/order/order-effects.ts'
import { notify as tell } from '../../notifications/notify.ts'
import type { EffectJob, WorkerDeps } from '../worker-deps.ts'

export async function notify ({ notifications }: WorkerDeps, { effectId, orderId, version, template, audience }: EffectJob): Promise<void> {
  await tell(notifications, {
    effectId, orderId, version, template: template as NotificationTemplate, audience: audience as Audience
  })
}
