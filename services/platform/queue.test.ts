import { spawn } from 'node:child_process'
import { Redis } from 'ioredis'
import t from 'tap'
import { createTestDatabase } from '../../tests/support/database.ts'
import { NO_REDIS, redisUrl } from '../../tests/support/redis.ts'
import { until } from '../../tests/support/until.ts'
import { findFreePort } from '../embedded/free-port.ts'
import { openQueues } from './queue.ts'

t.test('a Redis that may throw jobs away is refused with the remedy', { skip: redisUrl() === null && NO_REDIS }, async (t) => {
  const port = await findFreePort()
  const server = spawn('redis-server', ['--port', String(port), '--save', '', '--maxmemory-policy', 'allkeys-lru'], { stdio: 'ignore' })
  t.after(() => { server.kill() })
  const redis = new Redis(port)
  redis.on('error', () => {}) // not yet up: it tries again
  t.after(() => redis.disconnect())
  await redis.ping()
  await t.rejects(openQueues({ redisUrl: `redis://127.0.0.1:${port}`, databaseUrl: '', prefix: 'x' }), /allkeys-lru.*noeviction/)
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
