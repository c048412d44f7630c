import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../../machines/order/order-events.ts'
import type { OrderType } from '../../../machines/order/order-types.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import { findReviewTask, LEASE_MS, type Lease } from './review-tasks.ts'

/**
 * Claims the task that is due first of those that nobody holds; null when there is none. Reviewers who ask at the
 * same time get different ones (skip locked). A first pass under four-eyes is for somebody else to confirm.
 */
export async function claimNextReviewTask (
  deps: OrdersDeps, by: Actor, { province, orderType }: { province?: string, orderType?: OrderType } = {}
): Promise<Lease | null> {
  const now = deps.now()
  const leaseToken = randomUUID()
  const { rows: [claimed] } = await sql<{ id: string }>`
    update review_task set assignee = ${by.id}, lease_token = ${leaseToken}, lease_expires_at = ${new Date(now.getTime() + LEASE_MS)}
    where id = (
      select t.id from review_task t
      join filing_order o on o.id = t.order_id
      where t.state = 'open' and (t.lease_expires_at is null or t.lease_expires_at <= ${now})
        and (${province ?? null}::text is null or t.province = ${province ?? null})
        and (${orderType ?? null}::text is null or t.order_type = ${orderType ?? null})
        and o.context ->> 'firstPassBy' is distinct from ${by.id}
      order by t.due_at, t.id
      limit 1
      for update of t skip locked)
    returning id`.execute(deps.db)
  return claimed ? { ...await findReviewTask(deps, claimed.id), leaseToken } : null
}
