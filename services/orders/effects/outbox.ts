import { sql, type Kysely } from 'kysely'
import type { OrderEffect } from '../../../machines/order/order-effects.ts'
import { ago } from '../../platform/queue/lost.ts'
import type { EffectPriority, OrdersDatabase } from '../order-tables.ts'
import type { OrdersDeps } from '../orders-deps.ts'

export type PendingEffect = {
  id: string
  orderId: string
  version: number
  kind: OrderEffect['type']
  payload: Record<string, string | number>
  priority: EffectPriority
  /** Whether the queue was given it before: then a job of it may be there, and be one that was given up. */
  again: boolean
}

type Deps = Pick<OrdersDeps, 'db' | 'now'>
type Kinds = ReadonlyArray<OrderEffect['type']>

/**
 * Gives the effects that are due to `enqueue` and marks them queued: in one transaction, so that a crash in between
 * leaves them pending and they are given again. Several relays share the rows without waiting for one another.
 */
export async function relayBatch (
  { db, now }: Deps, { kinds, size }: { kinds: Kinds, size: number }, enqueue: (effects: PendingEffect[]) => Promise<void>
): Promise<number> {
  return await db.transaction().execute(async (trx) => {
    const rows = await trx.selectFrom('outbox').select(['id', 'order_id', 'version', 'kind', 'payload', 'priority', 'times_queued'])
      .where('status', '=', 'pending').where('kind', 'in', kinds).where('due_at', '<=', now())
      .orderBy(sql`priority = 'bulk'`).orderBy('due_at').limit(size).forUpdate().skipLocked().execute()
    if (rows.length === 0) return 0
    await enqueue(rows.map(({ id, order_id: orderId, version, kind, payload, priority, times_queued: timesQueued }) =>
      ({ id, orderId, version, kind, payload: payload as PendingEffect['payload'], priority, again: timesQueued > 0 })))
    await trx.updateTable('outbox').set({ status: 'queued', queued_at: sql`clock_timestamp()`, times_queued: sql`times_queued + 1` })
      .where('id', 'in', rows.map(({ id }) => id)).execute()
    return rows.length
  })
}

/** What was queued long ago and is not done: its job may be lost, so it is given to the queue again. In real time. */
export async function requeueLost (db: Kysely<OrdersDatabase>, kinds: Kinds, queuedForMs: number): Promise<number> {
  const { numUpdatedRows } = await db.updateTable('outbox').set({ status: 'pending', queued_at: null })
    .where('status', '=', 'queued').where('kind', 'in', kinds)
    .where('queued_at', '<', ago(queuedForMs))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** For an effect whose result is no event of the order. */
export async function finishEffect ({ db, now }: Deps, effectId: string): Promise<void> {
  await db.updateTable('outbox').set({ status: 'done', done_at: now() }).where('id', '=', effectId).execute()
}

/** For an effect whose time has not come: it is pending again until then. One that is done meanwhile stays done. */
export async function postponeEffect ({ db }: Deps, effectId: string, until: string): Promise<void> {
  await db.updateTable('outbox').set({ status: 'pending', queued_at: null, due_at: until })
    .where('id', '=', effectId).where('status', '=', 'queued').execute()
}

/**
 * For an effect that would be refused again, or whose tries have all failed: not queued any more, and shown as failed in the
 * order's history and among the failed effects. One that is done meanwhile stays done.
 */
export async function failEffect ({ db, now }: Deps, effectId: string, note: string): Promise<void> {
  await db.updateTable('outbox').set({ status: 'failed', note, done_at: now() })
    .where('id', '=', effectId).where('status', '<>', 'done').execute()
}

/** Effects that are due and not done, wherever they are. */
export async function countUnfinished ({ db, now }: Deps): Promise<number> {
  const { count } = await db.selectFrom('outbox').select(({ fn }) => fn.countAll<string>().as('count'))
    .where('status', 'in', ['pending', 'queued']).where('due_at', '<=', now()).executeTakeFirstOrThrow()
  return Number(count)
}

/** When the next effect that waits for its time falls due. */
export async function nextEffectDue ({ db }: Pick<OrdersDeps, 'db'>): Promise<Date | null> {
  const row = await db.selectFrom('outbox').select(({ fn }) => fn.min('due_at').as('due_at'))
    .where('status', '=', 'pending').executeTakeFirst()
  return row?.due_at ?? null
}
