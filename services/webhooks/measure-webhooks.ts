import { sql } from 'kysely'
import type { Registry } from 'prom-client'
import { measure } from '../platform/measure.ts'
import { isNotUnderWay } from './deliveries/under-way.ts'
import type { WebhooksDeps } from './webhooks-deps.ts'

/** How far behind what leaves the service is. Every worker tells the same: an alert takes the greatest. */
export function measureWebhooks (registry: Registry, { db, now }: Pick<WebhooksDeps, 'db' | 'now'>): void {
  const age = (moment: Date | null | undefined) => moment ? Math.max(0, (now().getTime() - moment.getTime()) / 1000) : 0

  measure(registry, { name: 'beian_events_oldest_due_seconds', help: 'Age of the oldest event that is due and not published' }, async () => {
    const row = await db.selectFrom('published_event').select(({ fn }) => fn.min('due_at').as('due_at')).where('position', 'is', null).executeTakeFirst()
    return age(row?.due_at)
  })
  measure(registry, {
    name: 'beian_webhooks_oldest_due_seconds', help: 'Age of the oldest delivery that is due and not on its way, to endpoints that take them'
  }, async () => {
    const { rows: [row] } = await sql<{ due_at: Date | null }>`
      select min(greatest(d.due_at, e.paused_until)) as due_at from webhook_endpoint e, lateral (
        select due_at from webhook_delivery d where d.endpoint_id = e.id and d.state = 'pending' and d.due_at is not null and ${isNotUnderWay()} order by d.bulk, d.due_at limit 1) d
      where e.state = 'active'`.execute(db)
    return age(row?.due_at)
  })
  measure(registry, { name: 'beian_webhooks_under_way', help: 'Deliveries in the queue or being sent' }, async () => {
    const { count } = await db.selectFrom('webhook_flight').select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
    return count
  })
  measure(registry, { name: 'beian_webhook_endpoints', help: 'Endpoints by state', labels: ['state'] }, async () => {
    const rows = await db.selectFrom('webhook_endpoint').select(['state', sql<number>`count(*)::int`.as('count')]).groupBy('state').execute()
    const counts = new Map(rows.map(({ state, count }) => [state, count]))
    return (['verifying', 'active', 'failing', 'disabled'] as const).map((state) => ({ value: counts.get(state) ?? 0, labels: { state } }))
  })
}
