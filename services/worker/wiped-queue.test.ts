import { spawn } from 'node:child_process'
import { Redis } from 'ioredis'
import { sql } from 'kysely'
import t from 'tap'
import type { OrderState } from '../../machines/order/order-states.ts'
import { NO_REDIS, redisUrl } from '../../tests/support/redis.ts'
import { until } from '../../tests/support/until.ts'
import { findFreePort } from '../embedded/free-port.ts'
import { givenSubmittingOrder } from '../orders/testing/start-orders.ts'
import { startWorker, type TestWorker } from './testing/start-worker.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const ORDERS = 30

type Assertions = { equal (found: unknown, wanted: unknown, message: string): unknown }

/** Thirty orders go their way while the queue is emptied under them, again and again. */
async function surviveWiping (t: Assertions, started: TestWorker, wipe: () => Promise<unknown>) {
  const { orders, simulator } = started
  const inState = async (state: OrderState) => Number((await orders.db.selectFrom('filing_order')
    .select(({ fn }) => fn.countAll<string>().as('count')).where('state', '=', state).executeTakeFirstOrThrow()).count)
  for (let n = 1; n <= ORDERS; n++) {
    await givenSubmittingOrder(orders, n)
    if (n % 7 === 0) await wipe()
  }
  await wipe()
  await until(async () => await inState('sms_verification') === ORDERS, { timeoutMs: 60_000 })
  await simulator.after(5 * DAY_MS)
  await wipe()
  await until(async () => await inState('completed') === ORDERS, { timeoutMs: 60_000 })
  await until(async () => (await orders.db.selectFrom('outbox').select('id').where('status', '<>', 'done').execute()).length === 0,
    { timeoutMs: 60_000, description: 'every effect is done' })
  const { body } = await simulator.control('GET', 'requests') as { body: object[] | { requests: object[] } }
  t.equal((Array.isArray(body) ? body : body.requests).length, ORDERS, 'each filed once')
  const told = await orders.db.selectFrom('notification').select(['order_id', 'version', 'template', 'audience']).execute()
  t.equal(new Set(told.map((notice) => JSON.stringify(notice))).size, told.length, 'nobody told twice')
  t.equal(told.filter(({ template }) => template === 'order_completed').length, 2 * ORDERS, 'nobody forgotten')
}

t.test('on PostgreSQL', async (t) => {
  const started = await startWorker(t, { queuePrefix: 'wiped', lostAfterMs: 1000 })
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'queue_wiped' and table_type = 'BASE TABLE' and table_name not like '%migration%'`.execute(started.orders.db)
  t.ok(rows.length > 0)
  const tables = sql.join(rows.map(({ name }) => sql.table(`queue_wiped.${name}`)))
  // a truncation that meets the queue's own locks is a deadlock now and then: it tries again
  await surviveWiping(t, started, async () => await until(async () => await sql`truncate ${tables}`.execute(started.orders.db)))
})

t.test('on Redis', { skip: redisUrl() === null && NO_REDIS }, async (t) => {
  const port = await findFreePort()
  const server = spawn('redis-server', ['--port', String(port), '--save', ''], { stdio: 'ignore' })
  t.after(() => { server.kill() })
  const redis = new Redis(port)
  redis.on('error', () => {}) // not yet up: it tries again
  t.after(() => redis.disconnect())
  await redis.ping()
  const started = await startWorker(t, { redisUrl: `redis://127.0.0.1:${port}`, lostAfterMs: 1000 })
  await surviveWiping(t, started, async () => await redis.flushall())
})
