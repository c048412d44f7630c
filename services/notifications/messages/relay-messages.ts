import { sql } from 'kysely'
import { isLost } from '../../platform/queue/lost.ts'
import type { NotificationsDeps } from '../notifications-deps.ts'
import { afterQuietHours } from '../quiet-hours.ts'

/** `queuedAt` is now, by the database; `again`: it was queued before for the same try, and lost, or only waited long. */
export type DueMessage = { id: string, tries: number, addressKey: Buffer, queuedAt: Date, again: boolean }
type Deps = Pick<NotificationsDeps, 'db' | 'now'>

/**
 * Gives the messages that are due to `enqueue` and marks them queued, in one transaction, as the outbox does. What has waited into the
 * night, because nobody was there to send it, goes on waiting until morning. Those of one address that are due together come together, as
 * they were written.
 */
export async function relayMessages (deps: Deps, size: number, enqueue: (messages: DueMessage[]) => Promise<void>): Promise<number> {
  const { db, now } = deps
  await postponeToMorning(deps)
  return await db.transaction().execute(async (trx) => {
    const rows = await trx.selectFrom('message')
      .select(['id', 'tries', 'address_key as addressKey', sql<Date>`clock_timestamp()`.as('queuedAt'), sql<boolean>`queued_at is not null`.as('again')])
      .where('state', '=', 'pending').where('due_at', '<=', now())
      .orderBy('due_at').orderBy('address_key').orderBy('id').limit(size).forUpdate().skipLocked().execute()
    if (rows.length === 0) return 0
    await enqueue(rows)
    await trx.updateTable('message').set({ state: 'queued', queued_at: sql`clock_timestamp()` })
      .where('id', 'in', rows.map(({ id }) => id)).execute()
    return rows.length
  })
}

async function postponeToMorning ({ db, now }: Deps): Promise<void> {
  const morning = afterQuietHours(now())
  if (morning <= now()) return
  await db.updateTable('message').set({ due_at: morning })
    .where('state', '=', 'pending').where('due_at', '<=', now()).where('quiet', '=', true)
    .where(({ or, eb }) => or([eb('expires_at', 'is', null), eb('expires_at', '>', morning)])).execute()
}

/** A gateway has a minute for a message (send-message.ts): one that began longer ago was in the hands of a worker that has died. */
const SENDING_TAKES_AT_MOST_MS = 120_000

/** What was queued long ago, or began to be sent and never ended, is due again. In real time. */
export async function requeueLostMessages ({ db }: Pick<Deps, 'db'>, queuedForMs: number): Promise<number> {
  const { numUpdatedRows } = await db.updateTable('message').set({ state: 'pending' }) // queued_at tells the relay that it was
    .where(isLost(queuedForMs, SENDING_TAKES_AT_MOST_MS)).executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Nobody has begun to send them, and whoever has them ends: others may take them at once. */
export async function handBackMessages ({ db }: Pick<Deps, 'db'>, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await db.updateTable('message').set({ state: 'pending', queued_at: null }).where('id', 'in', ids).where('state', '=', 'queued').execute()
}

/** Messages that are due and have not come to an end, wherever they are. For the test clock. */
export async function countDueMessages ({ db, now }: Deps): Promise<number> {
  const { count } = await db.selectFrom('message').select(({ fn }) => fn.countAll<string>().as('count'))
    .where('state', 'in', ['pending', 'queued', 'sending']).where('due_at', '<=', now()).executeTakeFirstOrThrow()
  return Number(count)
}

/** When the next message that waits for its time falls due. For the test clock. */
export async function nextMessageDue ({ db }: Pick<Deps, 'db'>): Promise<Date | null> {
  const row = await db.selectFrom('message').select(({ fn }) => fn.min('due_at').as('due_at')).where('state', '=', 'pending').executeTakeFirst()
  return row?.due_at ?? null
}
