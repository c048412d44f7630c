import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { startBureau } from '../../services/bureau-simulator/testing/start-bureau.ts'
import { isPortFree } from '../../services/embedded/free-port.ts'
import { openLocalIssuer } from '../../services/embedded/local-issuer.ts'
import { exampleOrder } from '../../services/orders/testing/example-order.ts'
import { startOrders } from '../../services/orders/testing/start-orders.ts'
import { startOwnRedis } from '../../services/platform/testing/start-own-redis.ts'
import { createKeyRing } from '../../services/platform/sealing.ts'
import { givenReceiver } from '../../services/webhooks/testing/given-receiver.ts'
import { testChannel } from '../../services/worker/testing/start-worker.ts'
import { redisUrl } from '../support/redis.ts'
import { until } from '../support/until.ts'
import { balanceLoad } from './rolling-restart/balance-load.ts'
import { startProcess } from './start-process.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const CLIENTS = 4
/** So that the machine of the test has something left for the processes that start. */
const THINKS_FOR_MS = 100
/** Before the first restart; `ORDERS=500` makes it the long run that is made by hand. */
const ORDERS_AT_FIRST = Number(process.env['ORDERS'] ?? CLIENTS)
/** Of each order: they are what most requests are, and fewer orders have to be filed in the end. */
const READS = 20
const DRAIN_MS = '1000'
const timeoutMs = 90_000 + 1000 * ORDERS_AT_FIRST

type Answer = { id: string, leaseToken: string, data: Array<{ id: string }> }

async function given (t: Test) {
  const redis = redisUrl() === null ? null : await startOwnRedis(t)
  const orders = await startOrders(t)
  const simulator = await startBureau()
  t.after(async () => await simulator.close())
  const dataDir = await mkdtemp(join(tmpdir(), 'beian-issuer-'))
  t.after(async () => await rm(dataDir, { recursive: true }))
  const issuer = await openLocalIssuer({ dataDir })
  const env = {
    DATABASE_URL: orders.url,
    REDIS_URL: redis?.url ?? '',
    EGRESS_ALLOW: '127.0.0.1',
    QUEUE_PREFIX: `rolling_${randomBytes(4).toString('hex')}`,
    SEALING_KEYS: JSON.stringify(createKeyRing()),
    AUTH_ISSUER: issuer.issuer,
    AUTH_JWKS: JSON.stringify(issuer.jwks),
    BUREAU_CHANNELS: JSON.stringify([testChannel(simulator.port)]),
    BUREAU_POLL_EVERY_MS: '200',
    DRAIN_MS
  }
  return { orders, simulator, issuer, env, redis }
}

/** Below those that the system gives away: nobody gets it while its process is restarted. */
async function findLastingPort (from: number): Promise<number> {
  for (;;) {
    const port = from + Math.floor(Math.random() * 5000)
    if (await isPortFree(port)) return port
  }
}

t.test('each of two api and two worker processes is restarted under load: every request is answered, every order gets there, every event arrives once', async (t) => {
  const { orders, simulator, issuer, env, redis } = await given(t)
  const receiver = await givenReceiver(t)
  const ports = [await findLastingPort(20_000), await findLastingPort(25_000)]
  const apis = ports.map((port) => startProcess(t, 'api/main.ts', { ...env, PORT: String(port) }))
  const workers = [1, 2].map(() => startProcess(t, 'worker/main.ts', env))
  await Promise.all([...apis, ...workers].map(async ({ ready }) => await ready))
  const balancer = balanceLoad(ports.map((port) => `http://127.0.0.1:${port}`))
  t.after(balancer.close)
  await until(() => balancer.ready() === 2)

  const tokens = Object.fromEntries(await Promise.all(['applicant', 'reviewer', 'bureau_operator', 'admin'].map(async (role) =>
    [role, await issuer.issue({ role, sub: role, ...role === 'applicant' && { account: 'acme' } })]))) as Record<string, string>
  let requests = 0
  const call = async (role: string, path: string, body?: object): Promise<Answer> => {
    requests++
    await pause(THINKS_FOR_MS)
    const response = await balancer.send(path, {
      headers: { authorization: `Bearer ${tokens[role]}`, ...body && { 'content-type': 'application/json' } },
      ...body && { method: 'POST', body: JSON.stringify(body) }
    }).catch((error: Error) => { throw new Error(`${path} was not answered`, { cause: error }) })
    const answer = await response.text()
    if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${answer}`)
    return JSON.parse(answer) as Answer
  }
  await call('admin', '/v1/webhook-endpoints', { url: receiver.url })
  let placed = 0
  const enough = { reached: false }
  const file = async () => {
    const { id } = await call('applicant', '/v1/orders', exampleOrder(++placed))
    await call('applicant', `/v1/orders/${id}/submit`, {})
    const { data: [task] } = await call('reviewer', `/v1/review-tasks?orderId=${id}`)
    const { leaseToken } = await call('reviewer', `/v1/review-tasks/${task!.id}/claim`, {})
    await call('reviewer', `/v1/orders/${id}/pass`, { leaseToken })
    await call('bureau_operator', `/v1/orders/${id}/send-to-bureau`, {})
    for (let n = 0; n < READS; n++) await call('applicant', `/v1/orders/${id}`)
  }
  const load = Promise.all(Array.from({ length: CLIENTS }, async () => { while (!enough.reached) await file() }))
  load.catch(() => {}) // who waits for it sees the rejection
  const after = async (more: number) => {
    const goal = placed + more
    await Promise.race([until(() => placed >= goal, { timeoutMs }), load]) // which ends before only with what went wrong
  }

  await after(ORDERS_AT_FIRST)
  await redis?.client.flushall()
  for (const [index, port] of ports.entries()) {
    await apis[index]!.stop()
    t.equal(await apis[index]!.ended, 0, `api ${index + 1} ended as asked`)
    await startProcess(t, 'api/main.ts', { ...env, PORT: String(port) }).ready
    await until(() => balancer.ready() === 2)
    await after(1)
  }
  for (const [index, worker] of workers.entries()) {
    await worker.stop()
    t.equal(await worker.ended, 0, `worker ${index + 1} ended as asked`)
    await startProcess(t, 'worker/main.ts', env).ready
    await after(1)
  }
  enough.reached = true
  await t.resolves(load, 'every request was answered, and well')
  t.comment(`${requests} requests`)
  t.ok([...balancer.answered.values()].every((count) => count > requests / 10), 'by both')

  const inState = async (state: string) => Number((await orders.db.selectFrom('filing_order').select(({ fn }) => fn.countAll().as('count'))
    .where('state', '=', state as never).executeTakeFirstOrThrow()).count)
  await until(async () => await inState('sms_verification') === placed, { timeoutMs })
  await simulator.after(10 * DAY_MS)
  await until(async () => await inState('completed') === placed, { timeoutMs })
  const { body } = await simulator.control('GET', 'requests') as { body: object[] | { requests: object[] } }
  t.equal((Array.isArray(body) ? body : body.requests).length, placed, 'each filed once')

  const told = () => receiver.events().filter(({ type }) => type === 'filing.registered').length
  await until(() => told() === placed, { timeoutMs, description: 'the receiver hears of every filing' })
  t.equal(new Set(receiver.events().map(({ id }) => id)).size, receiver.received.length, `none of ${receiver.received.length} webhooks came twice`)
  const inSequence = [...Map.groupBy(receiver.events(), ({ orderId }) => orderId).values()].every((events) =>
    events.every(({ sequence, previousSequence }, index) => sequence === index + 1 && previousSequence === (index === 0 ? null : index)))
  t.ok(inSequence, 'each order in sequence, without a gap')
})
