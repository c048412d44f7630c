import { sql, type Kysely } from 'kysely'
import type { OrdersDatabase } from '../services/orders/order-tables.ts'
import { createHttpClient } from '../services/platform/http/http-client.ts'
import { createEndpoint } from '../services/webhooks/endpoints/create-endpoint.ts'
import type { WebhooksDatabase } from '../services/webhooks/webhook-tables.ts'
import type { WebhooksDeps } from '../services/webhooks/webhooks-deps.ts'
import { deliverWebhooks } from '../services/worker/webhooks/deliver-webhooks.ts'
import { EXAMPLE } from '../tests/documents/compose-events.ts'

/** Messages that orders have asked for. */
export async function seedOutbox (db: Kysely<OrdersDatabase>, count: number): Promise<void> {
  await db.deleteFrom('outbox').where('status', '=', 'pending').execute() // of the orders that came before
  await sql`
    insert into outbox (id, order_id, version, kind, payload, status, due_at)
    select gen_random_uuid(), o.id, 1000 + n, 'notify', '{"template": "order_submitted", "audience": "applicant"}', 'pending', now()
    from generate_series(1, ${count}::integer) n, lateral (select id from filing_order order by id offset n % 50 limit 1) o`.execute(db)
  await sql`analyze outbox`.execute(db)
}

/** An endpoint that has consented, and events of as many orders as a quarter of them, not published yet. */
export async function seedEvents (deps: WebhooksDeps, url: string, count: number): Promise<void> {
  const { id } = await createEndpoint(deps, {
    accountId: null, createdBy: 'bench', url, description: '', eventTypes: [], provinces: [], personalData: false, maxPerSecond: null
  })
  const db = deps.db as unknown as Kysely<WebhooksDatabase>
  await db.updateTable('webhook_endpoint').set({ state: 'active' }).where('id', '=', id).execute()
  await db.deleteFrom('webhook_delivery').execute()
  await db.deleteFrom('published_event').where('position', 'is', null).execute() // of the orders that came before
  await sql`
    with orders as (select n, gen_random_uuid() as id from generate_series(1, ${Math.ceil(count / EVENTS_PER_ORDER)}::integer) n)
    insert into published_event (id, type, order_id, order_version, account_id, province, occurred_at, data, due_at)
    select gen_random_uuid(), 'order.submitted', o.id, v, 'acme', 'guangdong', now(), ${DATA}::jsonb,
      now() - interval '10 minutes' + (o.n * ${EVENTS_PER_ORDER}::integer + v) * interval '1 millisecond'
    from orders o, generate_series(1, ${EVENTS_PER_ORDER}::integer) v`.execute(db)
  await sql`analyze published_event`.execute(db)
}

/** Leaves their deliveries due. */
export async function publishAll (deps: WebhooksDeps): Promise<void> {
  const { feed } = deliverWebhooks({ ...deps, http: createHttpClient() }, { concurrency: 1, keptDays: 30 })
  while (await feed!() > 0);
  await sql`analyze webhook_delivery`.execute(deps.db)
}

const EVENTS_PER_ORDER = 4

/** As large as most are. */
const DATA = JSON.stringify(EXAMPLE.data)
