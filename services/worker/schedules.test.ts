import { randomBytes } from 'node:crypto'
import t from 'tap'
import { until } from '../../tests/support/until.ts'
import { openQueues } from '../platform/queue.ts'
import { schedulePolling } from './bureau/schedule-polling.ts'
import { onBothBackends } from './testing/on-both-backends.ts'
import { startWorker, testChannel } from './testing/start-worker.ts'

for (const { backend, redis, skip } of onBothBackends()) {
  t.test(`on ${backend} one of two workers keeps the schedules, and the other does when it ends`, { skip }, async (t) => {
    const queuePrefix = `schedules_${randomBytes(4).toString('hex')}`
    const { orders, workers } = await startWorker(t, { redisUrl: redis, queuePrefix, workers: 2, lostAfterMs: 600, leaseMs: 600 })
    const leaders = () => workers.filter(({ isLeader }) => isLeader())
    await until(() => leaders().length === 1)
    const [first] = leaders()
    const queues = await openQueues({ redisUrl: redis, databaseUrl: orders.url, prefix: queuePrefix })
    t.after(async () => await queues.close())
    const queue = queues.queue('bureau')
    const schedules = async () => (await queue.getJobSchedulers()).map(({ key, every }) => [key, Number(every)])
    const right = [['poll_bureau_guangdong', 200]]
    await until(async () => JSON.stringify(await schedules()) === JSON.stringify(right))

    await queue.removeJobScheduler('poll_bureau_guangdong')
    await until(async () => (await schedules()).length === 1, { description: 'what somebody removed is back' })
    await schedulePolling(queue, [{ ...testChannel(1), id: 'gone' }, testChannel(1)], 60_000)
    await until(async () => JSON.stringify(await schedules()) === JSON.stringify(right), { description: 'what is not as configured is put right' })

    await first!.close()
    await until(() => leaders().length === 1 && leaders()[0] !== first)
    await queue.removeJobScheduler('poll_bureau_guangdong')
    await until(async () => (await schedules()).length === 1, { description: 'the other does it now' })
  })
}
