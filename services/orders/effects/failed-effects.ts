import { DomainError } from '../../../machines/order/order-errors.ts'
import type { OrderEffect } from '../../../machines/order/order-effects.ts'
import type { OrdersDeps } from '../orders-deps.ts'

export type FailedEffect = {
  id: string
  orderId: string
  version: number
  kind: OrderEffect['type']
  note: string | null
  failedAt: Date
  timesQueued: number
}

/** Effects that nobody does any more until a person says so, newest first. */
export async function findFailedEffects ({ db }: Pick<OrdersDeps, 'db'>, { limit, beforeId }: { limit: number, beforeId?: string }): Promise<FailedEffect[]> {
  const rows = await db.selectFrom('outbox').select(['id', 'order_id', 'version', 'kind', 'note', 'done_at', 'due_at', 'times_queued'])
    .where('status', '=', 'failed')
    .$if(beforeId !== undefined, (query) => query.where('id', '<', beforeId!))
    .orderBy('id', 'desc').limit(limit).execute()
  return rows.map(({ id, order_id: orderId, version, kind, note, done_at: doneAt, due_at: dueAt, times_queued: timesQueued }) =>
    ({ id, orderId, version, kind, note, failedAt: doneAt ?? dueAt, timesQueued }))
}

/**
 * Lets a failed effect be tried again, with all its tries. It is pending in the table, so that this needs no queue.
 * @throws DomainError failed_effect_not_found
 */
export async function retryFailedEffect ({ db, now, wakeRelay }: Pick<OrdersDeps, 'db' | 'now' | 'wakeRelay'>, id: string): Promise<void> {
  const { numUpdatedRows } = await db.updateTable('outbox')
    .set({ status: 'pending', note: null, done_at: null, queued_at: null, due_at: now() })
    .where('id', '=', id).where('status', '=', 'failed').executeTakeFirst()
  if (numUpdatedRows === 0n) throw failedEffectNotFound()
  wakeRelay()
}

export function failedEffectNotFound (): DomainError {
  return new DomainError('failed_effect_not_found', 'No failed effect has this id: perhaps it is already being tried again.')
}
