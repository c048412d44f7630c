import type { OrdersDeps } from '../orders/orders-deps.ts'
import type { BureauDeps } from '../bureau/bureau-deps.ts'
import type { NotificationsDeps } from '../notifications/notifications-deps.ts'
import type { Logger } from '../platform/logger.ts'

export type WorkerDeps = { orders: OrdersDeps, bureau: BureauDeps, notifications: NotificationsDeps, log: Logger }

/** What a job of the outbox carries: ids, and the parameters of its effect. */
export type EffectJob = { effectId: string, orderId: string, version: number } & Record<string, string | number>

export type Processor = (deps: WorkerDeps, job: EffectJob) => Promise<void>
