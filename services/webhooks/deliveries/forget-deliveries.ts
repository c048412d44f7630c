import { sql } from 'kysely'
import type { WebhooksDeps } from '../webhooks-deps.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const AT_ONCE = 5000

/** Deletes deliveries of which the events are not kept any more, held ones too: nobody could ask for what came before them. */
export async function forgetDeliveries ({ db, now }: Pick<WebhooksDeps, 'db' | 'now'>, keptDays: number): Promise<number> {
  const before = new Date(now().getTime() - keptDays * DAY_MS)
  const { numAffectedRows } = await sql`
    delete from webhook_delivery where id in (
      select id from webhook_delivery where created_at < ${before} and state in ('held', 'delivered', 'failed', 'discarded') limit ${AT_ONCE})
  `.execute(db)
  return Number(numAffectedRows ?? 0n)
}
