import { sql } from 'kysely'
import type { OrdersDeps } from '../orders-deps.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const AT_ONCE = 5000

/**
 * Deletes events that were published longer ago than they are kept, and remembers up to where, so that a cursor before that is refused
 * instead of skipping in silence. Answers how many.
 */
export async function forgetEvents ({ db, now }: Pick<OrdersDeps, 'db' | 'now'>, keptDays: number): Promise<number> {
  const before = new Date(now().getTime() - keptDays * DAY_MS)
  const { rows } = await sql<{ count: string }>`
    with
      old as (select id, position from published_event where position is not null and published_at < ${before} order by position limit ${AT_ONCE}),
      marked as (
        update event_retention set forgotten_to = greatest(forgotten_to, (select max(position) from old)),
          forgotten_to_id = greatest(forgotten_to_id, (select id from old order by id desc limit 1))
        where exists (select from old)),
      gone as (delete from published_event e using old where e.id = old.id)
    select count(*) as count from old`.execute(db)
  return Number(rows[0]!.count)
}
