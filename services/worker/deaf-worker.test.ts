import { Registry } from 'prom-client'
import t from 'tap'
import { NO_REDIS, redisUrl } from '../../tests/support/redis.ts'
import { until } from '../../tests/support/until.ts'
import { givenSubmittingOrder } from '../orders/testing/start-orders.ts'
import { findOrder } from '../orders/find-orders.ts'
import { onBothBackends } from './testing/on-both-backends.ts'
import { startProxy } from './testing/start-proxy.ts'
import { startWorker, type TestWorker } from './testing/start-worker.ts'

const FAST = { heartbeatEveryMs: 200, deafAfterMs: 8000 }

async function isReady ({ worker }: Pick<TestWorker, 'worker'>): Promise<boolean> {
  return (await worker.checks()).every(({ ok }) => ok)
}

for (const { backend, redis, skip } of onBothBackends()) {
  t.test(`on ${backend} every one of three workers hears, though the nearest takes the jobs`, { skip }, async (t) => {
    const { workers } = await startWorker(t, { redisUrl: redis, workers: 3, ...FAST })
    for (const worker of workers) await until(async () => await isReady({ worker }))
    t.match(await workers[2]!.checks(), [{ name: 'queue_effects', ok: true }, { name: 'queue_bureau', ok: true }])
  })
}

t.test('a worker whose line to Redis falls silent becomes unready, and hears again by itself', { skip: redisUrl() === null && NO_REDIS }, async (t) => {
  const line = await startProxy(t, redisUrl()!)
  const registry = new Registry()
  const started = await startWorker(t, { redisUrl: line.url, ...FAST, deafAfterMs: 2000, registry })
  await until(async () => await isReady(started))
  t.match(await registry.metrics(), /beian_worker_hearing\{queue="effects"\} 1/)

  line.silence()
  await until(async () => !(await started.worker.checks()).find(({ name }) => name === 'queue_effects')!.ok)
  t.match(await started.worker.checks(), [{ name: 'queue_effects', ok: false, remedy: String }])
  t.match(await registry.metrics(), /beian_worker_hearing\{queue="effects"\} 0/)
  const { id } = await givenSubmittingOrder(started.orders)
  t.equal((await findOrder(started.orders, id)).state, 'bureau_submitting', 'it waits')

  line.restore()
  await until(async () => await isReady(started))
  await until(async () => (await findOrder(started.orders, id)).state === 'sms_verification')
})
