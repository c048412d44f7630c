import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import t from 'tap'
import { until } from '../../tests/support/until.ts'
import { findFailedEffects, retryFailedEffect } from '../orders/effects/failed-effects.ts'
import { givenOrder } from '../orders/testing/start-orders.ts'
import { openQueues } from '../platform/queue.ts'
import { onBothBackends } from './testing/on-both-backends.ts'
import { startWorker } from './testing/start-worker.ts'

for (const { backend, redis, skip } of onBothBackends()) {
  t.test(`on ${backend} an effect whose tries have all failed is shown, also after a wipe, and can be tried again`, { skip }, async (t) => {
    const queuePrefix = `failed_${randomUUID().slice(0, 8)}`
    const registry = new Registry()
    const { orders } = await startWorker(t, {
      redisUrl: redis, queuePrefix, attempts: 2, registry, log: pino({ level: 'silent' })
    })
    const { id: orderId } = await givenOrder(orders)
    const id = randomUUID()
    await orders.db.schema.alterTable('registry_change').renameTo('registry_change_away').execute()
    await orders.db.insertInto('outbox').values({
      id, order_id: orderId, version: 1, kind: 'change_registry', payload: '{"change":"service_added"}', status: 'pending', due_at: orders.now()
    }).execute()

    await until(async () => (await findFailedEffects(orders, { limit: 10 })).length === 1)
    t.match(await findFailedEffects(orders, { limit: 10 }), [{ id, orderId, kind: 'change_registry', note: 'tries_exhausted', timesQueued: 1 }])
    const queues = await openQueues({ redisUrl: redis, databaseUrl: orders.url, prefix: queuePrefix })
    t.after(async () => await queues.close())
    const queue = queues.queue('effects')
    const job = await queue.getJob(id)
    t.match(job, { attemptsMade: 2, failedReason: 'error 42P01: the log of the worker has the words' })
    t.notMatch(JSON.stringify(job), /does not exist/, 'the words of an error are not for the queue')
    t.match(await registry.metrics(), /beian_jobs_given_up_total\{queue="effects",job="change_registry"\} 1/)
    t.match(await registry.metrics(), /beian_outbox_effects\{status="failed"\} 1/)

    await queue.obliterate({ force: true })
    t.equal((await findFailedEffects(orders, { limit: 10 })).length, 1, 'the queue was wiped, and it is still shown')
    await orders.db.schema.alterTable('registry_change_away').renameTo('registry_change').execute()
    await retryFailedEffect(orders, id)
    await until(async () => (await orders.db.selectFrom('outbox').select('status').where('id', '=', id).executeTakeFirst())?.status === 'done')
    t.same(await findFailedEffects(orders, { limit: 10 }), [])
    await t.rejects(retryFailedEffect(orders, id), { code: 'failed_effect_not_found' })
  })
}
