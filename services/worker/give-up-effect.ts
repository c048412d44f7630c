import { failEffect } from '../orders/effects/outbox.ts'
import type { JobData } from '../platform/queue.ts'
import type { WorkerDeps } from './worker-deps.ts'

/** Shown as failed until somebody lets it be tried again, `POST /v1/queue/failed-effects/{id}/retry`. */
export async function giveUpEffect ({ orders }: WorkerDeps, { effectId }: JobData): Promise<void> {
  await failEffect(orders, String(effectId), 'tries_exhausted')
}
