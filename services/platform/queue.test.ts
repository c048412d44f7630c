import pg from 'pg'
import t from 'tap'
import { createTestDatabase } from '../../tests/support/database.ts'
import { NO_REDIS, redisUrl } from '../../tests/support/redis.ts'
import { until } from '../../tests/support/until.ts'
import { findFreePort } from '../embedded/free-port.ts'
import { openQueues } from './queue.ts'
import { startOwnRedis } from './testing/start-own-redis.ts'

t.test('on Redis', { skip: redisUrl() === null && NO_REDIS }, async (t) => {
  t.test('one that may throw jobs away is refused with the remedy, at the start and later', async (t) => {
    const redis = await startOwnRedis(t)
    const queues = await openQueues({ redisUrl: redis.url, databaseUrl: '', prefix: 'x' })
    t.after(async () => await queues.close())
    await t.resolves(queues.verify())
    await redis.client.config('SET', 'maxmemory-policy', 'allkeys-lru')
    await t.rejects(queues.verify(), /allkeys-lru.*noeviction/)
    await t.rejects(openQueues({ redisUrl: redis.url, databaseUrl: '', prefix: 'x' }), /allkeys-lru.*noeviction/)
  })

  t.test('while it is away who adds jobs hears so at once, and a worker waits for it', async (t) => {
    const redis = await startOwnRedis(t)
    const queues = await openQueues({ redisUrl: redis.url, databaseUrl: '', prefix: 'x' })
    t.after(async () => await queues.close())
    const queue = queues.queue('jobs')
    const done: string[] = []
    queues.worker('jobs', async ({ name }) => { done.push(name) }, { runRetryDelay: 100 }).on('error', () => {})
    await queue.add('before', {})
    await until(() => done.includes('before'))

    await redis.kill()
    await until(async () => await refused(queues.verify()))
    const begun = performance.now()
    await t.rejects(queue.add('while', {}))
    await t.rejects(queues.verify())
    t.ok(performance.now() - begun < 5000)

    await redis.start()
    await until(async () => await queue.add('after', {}, { jobId: 'after' }))
    await until(() => done.includes('after'))
    await t.resolves(queues.verify())
  })

  t.test('one that nobody can reach is named when it is opened', async (t) => {
    await t.rejects(openQueues({ redisUrl: `redis://127.0.0.1:${await findFreePort()}`, databaseUrl: '', prefix: 'x' }),
      /Redis does not answer \(.*ECONNREFUSED.*REDIS_URL/)
  })
})

async function refused (work: Promise<unknown>): Promise<boolean> {
  return await work.then(() => false, () => true)
}

t.test('on PostgreSQL what was dropped is made anew, by many at once', async (t) => {
  const { url } = await createTestDatabase(t)
  const opened = await Promise.all(Array.from({ length: 4 }, async () => await openQueues({ databaseUrl: url, prefix: 'test' })))
  t.after(async () => { await Promise.all(opened.map(async (queues) => await queues.close())) })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  t.after(async () => await client.end())
  for (const damage of ['drop schema queue_test cascade', 'drop table queue_test.job cascade', 'drop table queue_test.migration']) {
    await client.query(damage)
    await Promise.all(opened.map(async ({ verify }) => await verify()))
    for (const queues of opened) await queues.queue('jobs').add('job', { n: 1 })
    t.equal(await opened[0]!.queue('jobs').getWaitingCount(), 4, damage)
  }
  await opened[1]!.verify()
  t.equal(await opened[0]!.queue('jobs').getWaitingCount(), 4, 'what is whole is left alone')
})

t.test('an id that is done is free to be queued again, one that waits is not taken twice', async (t) => {
  const { url } = await createTestDatabase(t)
  const queues = await openQueues({ databaseUrl: url, prefix: 'test' })
  t.after(async () => await queues.close())
  const queue = queues.queue('jobs')
  await queue.add('job', { n: 1 }, { jobId: 'a' })
  await queue.add('job', { n: 1 }, { jobId: 'a' })
  t.equal(await queue.getWaitingCount(), 1)
  let done = 0
  queues.worker('jobs', async () => { done++ })
  await until(() => done === 1)
  await until(async () => (await queue.getJobCounts('active', 'completed')).active === 0)
  await queue.add('job', { n: 1 }, { jobId: 'a' })
  await until(() => done === 2)
})
