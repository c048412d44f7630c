import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { NO_REDIS, redisUrl } from '../../../tests/support/redis.ts'
import { until } from '../../../tests/support/until.ts'
import { askWithRules, ask } from '../../orders/order-change.ts'
import { APPLICANT, apply, givenOrder } from '../../orders/testing/start-orders.ts'
import { readEgressAllow } from '../../platform/http/egress-allow.ts'
import { createHttpClient } from '../../platform/http/http-client.ts'
import { startOwnRedis } from '../../platform/testing/start-own-redis.ts'
import { createEndpoint } from '../../webhooks/endpoints/create-endpoint.ts'
import { givenReceiver, type TestReceiver } from '../../webhooks/testing/given-receiver.ts'
import type { WebhooksDatabase } from '../../webhooks/webhook-tables.ts'
import { startWorker } from '../testing/start-worker.ts'
import type { WorkerDeps } from '../worker-deps.ts'
import { deliverWebhooks } from './deliver-webhooks.ts'

const EVENTS_OF_EACH = 3
/** `ORDERS=500` makes it the run that is made by hand; fewer leave the suite its quarter of an hour. */
const ORDERS = Number(process.env['ORDERS'] ?? 100)
const submit = askWithRules('submit', { by: APPLICANT })
const withdraw = ask('withdraw', { by: APPLICANT })

/** Two workers that deliver webhooks, and an endpoint that has consented. */
async function startDelivering (t: Test, options: Parameters<typeof startWorker>[1]) {
  const receiver = await givenReceiver(t)
  const limits = { headersMs: 120_000, totalMs: 120_000 } // who hangs does so for longer than any test
  const http = createHttpClient({ allow: readEgressAllow('127.0.0.1'), connections: 100, limits })
  const webhooks = ({ orders, log }: Pick<WorkerDeps, 'orders' | 'log'>) => ({
    ...orders, db: orders.db as unknown as Kysely<WebhooksDatabase>, log, http, tell: async () => {}, wakeRelay: () => orders.wakeRelay()
  })
  const extraParts = (deps: WorkerDeps) => [deliverWebhooks(webhooks(deps), { concurrency: 400, keptDays: 30 })]
  const started = await startWorker(t, { workers: 2, lostAfterMs: 1000, heartbeatEveryMs: 500, ...options, extraParts })
  t.after(async () => await http.close())
  const { orders, bureau: { log } } = started
  const deps = webhooks({ orders, log })
  const create = async (url: string, accountId: string | null = null) => {
    const settings = { description: '', eventTypes: [], provinces: [], personalData: false, maxPerSecond: null }
    const { id } = await createEndpoint(deps, { accountId, createdBy: 'test', url, ...settings })
    await until(async () => (await deps.db.selectFrom('webhook_endpoint').select('state').where('id', '=', id).executeTakeFirst())?.state === 'active')
  }
  await create(receiver.url)
  return { orders, receiver, create }
}

/** Orders that are placed, submitted and withdrawn, by some at a time. */
async function live (orders: Parameters<typeof givenOrder>[0], count: number, meanwhile: (done: number) => Promise<unknown>) {
  let next = 0
  await Promise.all(Array.from({ length: 8 }, async () => {
    while (next < count) {
      const nth = ++next
      const { id } = await givenOrder(orders, nth)
      await apply(orders, id, submit)
      await apply(orders, id, withdraw)
      await meanwhile(nth)
    }
  }))
}

async function receivesAllOnce (t: Test, receiver: TestReceiver, orders: number) {
  const wanted = orders * EVENTS_OF_EACH
  await until(() => new Set(receiver.events().map(({ id }) => id)).size === wanted, { description: `${wanted} events arrive` })
  t.equal(receiver.received.length, wanted, 'none twice')
  const inOrder = [...Map.groupBy(receiver.events(), ({ orderId }) => orderId).values()].every((events) =>
    events.every(({ sequence, previousSequence }, index) => sequence === index + 1 && previousSequence === (index === 0 ? null : index)))
  t.ok(inOrder, 'each order in sequence, without a gap')
}

t.test('on PostgreSQL every event arrives once and in sequence, its queue emptied under way', async (t) => {
  const { orders, receiver } = await startDelivering(t, { queuePrefix: 'hooks' })
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'queue_hooks' and table_type = 'BASE TABLE' and table_name not like '%migration%'`.execute(orders.db)
  const tables = rows.map(({ name }) => sql.table(`queue_hooks.${name}`))
  await live(orders, 40, async (nth) => {
    if (nth % 20 === 0) await until(async () => await sql`truncate ${sql.join(tables)}`.execute(orders.db))
  })
  await receivesAllOnce(t, receiver, 40)
})

t.test('on Redis every event arrives once and in sequence, FLUSHALL under way', {
  skip: redisUrl() === null && NO_REDIS
}, async (t) => {
  const redis = await startOwnRedis(t)
  const { orders, receiver } = await startDelivering(t, { redisUrl: redis.url })
  await live(orders, ORDERS, async (nth) => { if (nth % (ORDERS / 4) === 0) await redis.client.flushall() })
  await receivesAllOnce(t, receiver, ORDERS)
})

t.test('sixty receivers that hang keep nobody waiting', async (t) => {
  const hanging = await givenReceiver(t, () => {})
  const { orders, receiver, create } = await startDelivering(t, { workers: 1 })
  for (let n = 0; n < 60; n++) await create(hanging.url, `account-${n}`)
  await sql`update webhook_endpoint set account_id = null`.execute(orders.db) // more than one account may have
  await givenOrder(orders, 1)
  await until(() => receiver.received.length === 1 && hanging.received.length === 60)
  await apply(orders, (await givenOrder(orders, 2)).id, submit)
  await until(() => receiver.received.length === 3)
  const { rows } = await sql`select from webhook_attempt a join webhook_delivery d on d.id = a.delivery_id where d.purpose = 'event'`.execute(orders.db)
  t.ok(rows.length <= 3, 'none of them has been given up')
})
