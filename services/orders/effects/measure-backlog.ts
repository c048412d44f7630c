import { sql } from 'kysely'
import type { Registry } from 'prom-client'
import { measure } from '../../platform/measure.ts'
import type { OrdersDeps } from '../orders-deps.ts'

/** How far behind the work after the commits is. Every process tells the same: an alert takes the greatest. */
export function measureBacklog (registry: Registry, { db, now }: Pick<OrdersDeps, 'db' | 'now'>): void {
  const age = (moment: Date | null | undefined) => moment ? Math.max(0, (now().getTime() - moment.getTime()) / 1000) : 0

  measure(registry, { name: 'beian_outbox_oldest_due_seconds', help: 'Age of the oldest effect that is due and not done' }, async () => {
    const row = await db.selectFrom('outbox').select(({ fn }) => fn.min('due_at').as('due_at'))
      .where('status', 'in', ['pending', 'queued']).where('due_at', '<=', now()).executeTakeFirst()
    return age(row?.due_at)
  })
  measure(registry, { name: 'beian_outbox_effects', help: 'Effects that are due and not done, or failed', labels: ['status'] }, async () => {
    const rows = await db.selectFrom('outbox').select(['status', sql<number>`count(*)::int`.as('count')])
      .where('status', '<>', 'done').where('due_at', '<=', now()).groupBy('status').execute()
    const counts = new Map(rows.map(({ status, count }) => [status, count]))
    return (['pending', 'queued', 'failed'] as const).map((status) => ({ value: counts.get(status) ?? 0, labels: { status } }))
  })
  measure(registry, { name: 'beian_timer_lag_seconds', help: 'Age of the oldest deadline that is due and has not been fired' }, async () => {
    const row = await db.selectFrom('order_timer').select(({ fn }) => fn.min('due_at').as('due_at')).executeTakeFirst()
    return age(row?.due_at)
  })
}
