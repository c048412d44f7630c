import { sql } from 'kysely'
import t from 'tap'
import type { OrderState } from '../../machines/order/order-states.ts'
import { NO_REDIS, redisUrl } from '../../tests/support/redis.ts'
import { until } from '../../tests/support/until.ts'
import { givenSubmittingOrder } from '../orders/testing/start-orders.ts'
import { notificationsOf } from '../notifications/testing/notifications-of.ts'
import { startOwnRedis } from '../platform/testing/start-own-redis.ts'
import { startWorker, type TestWorker } from './testing/start-worker.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const ORDERS = 10

type Assertions = { equal (found: unknown, wanted: unknown, message: string): unknown }

/** Ten orders go their way while the queue is emptied under them, again and again. */
async function surviveWiping (t: Assertions, started: TestWorker, wipe: () => Promise<unknown>) {
  const { orders, simulator } = started
  const inState = async (state: OrderState) => Number((await orders.db.selectFrom('filing_order')
    .select(({ fn }) => fn.countAll<string>().as('count')).where('state', '=', state).executeTakeFirstOrThrow()).count)
  for (let n = 1; n <= ORDERS; n++) {
    await givenSubmittingOrder(orders, n)
    if (n % 5 === 0) await wipe()
  }
  await wipe()
  await until(async () => await inState('sms_verification') === ORDERS)
  await simulator.after(5 * DAY_MS)
  await wipe()
  await until(async () => await inState('completed') === ORDERS)
  await until(async () => (await orders.db.selectFrom('outbox').select('id').where('status', '<>', 'done').execute()).length === 0,
    { description: 'every effect is done' })
  const { body } = await simulator.control('GET', 'requests') as { body: object[] | { requests: object[] } }
  t.equal((Array.isArray(body) ? body : body.requests).length, ORDERS, 'each filed once')
  const told = await notificationsOf(orders).db.selectFrom('notification').select(['order_id', 'version', 'template', 'audience']).execute()
  t.equal(new Set(told.map((notice) => JSON.stringify(notice))).size, told.length, 'nobody told twice')
  t.equal(told.filter(({ template }) => template === 'order_completed').length, 2 * ORDERS, 'nobody forgotten')
}

async function tablesOf ({ orders }: TestWorker) {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'queue_wiped' and table_type = 'BASE TABLE' and table_name not like '%migration%'`.execute(orders.db)
  return rows.map(({ name }) => sql.table(`queue_wiped.${name}`))
}

t.test('on PostgreSQL, its tables emptied', async (t) => {
  const started = await startWorker(t, { queuePrefix: 'wiped', lostAfterMs: 1000 })
  const tables = await tablesOf(started)
  t.ok(tables.length > 0)
  // a truncation that meets the queue's own locks is a deadlock now and then: it tries again
  await surviveWiping(t, started, async () => await until(async () => await sql`truncate ${sql.join(tables)}`.execute(started.orders.db)))
})

t.test('on PostgreSQL, its schema dropped', async (t) => {
  const started = await startWorker(t, { queuePrefix: 'wiped', lostAfterMs: 1000, heartbeatEveryMs: 200, workers: 2 })
  let dropped = 0
  await surviveWiping(t, started, async () => { // renamed first, as a drop of what is in use is a deadlock again and again
    const gone = sql.id(`gone_${++dropped}`)
    await until(async () => await sql`alter schema queue_wiped rename to ${gone}`.execute(started.orders.db))
    await until(async () => await sql`drop schema ${gone} cascade`.execute(started.orders.db))
  })
  t.ok((await tablesOf(started)).length > 5, 'it is there again')
})

t.test('on Redis', { skip: redisUrl() === null && NO_REDIS }, async (t) => {
  t.test('FLUSHALL', async (t) => {
    const redis = await startOwnRedis(t)
    const started = await startWorker(t, { redisUrl: redis.url, lostAfterMs: 1000 })
    await surviveWiping(t, started, async () => await redis.client.flushall())
  })

  t.test('killed, and started again empty', async (t) => {
    const redis = await startOwnRedis(t)
    const started = await startWorker(t, { redisUrl: redis.url, lostAfterMs: 1000, workers: 2 })
    await surviveWiping(t, started, async () => {
      await redis.kill()
      await redis.start()
    })
  })

  t.test('a failover that has lost the last writes', async (t) => {
    const redis = await startOwnRedis(t)
    const started = await startWorker(t, { redisUrl: redis.url, lostAfterMs: 1000, workers: 2 })
    await surviveWiping(t, started, async () => { // what was added since the last time is lost, what was done since is there again
      await redis.kill()
      await redis.start()
      await redis.client.save()
    })
  })
})
