import { randomBytes, randomUUID } from 'node:crypto'
import t from 'tap'
import { until } from '../../tests/support/until.ts'
import { givenOrder, startOrders, type TestOrders } from '../orders/testing/start-orders.ts'
import { openQueues } from '../platform/queue.ts'
import { relayOutbox } from './relay-outbox.ts'
import { onBothBackends } from './testing/on-both-backends.ts'

const BULK = 200
const KINDS = ['erase_content'] as const

async function givenEffects (orders: TestOrders, orderId: string, priority: 'interactive' | 'bulk', count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, () => ({
    id: randomUUID(), order_id: orderId, version: 1, kind: 'erase_content' as const, payload: '{}', status: 'pending' as const, priority, due_at: orders.now()
  }))
  await orders.db.insertInto('outbox').values(rows).execute()
  return rows.map(({ id }) => id)
}

for (const { backend, redis, skip } of onBothBackends()) {
  t.test(`on ${backend} what somebody waits for overtakes two hundred of a bulk operation`, { skip }, async (t) => {
    const orders = await startOrders(t)
    const { id: orderId } = await givenOrder(orders)
    const queues = await openQueues({ redisUrl: redis, databaseUrl: orders.url, prefix: `test_${randomBytes(6).toString('hex')}` })
    t.after(async () => await queues.close())
    const queue = queues.queue('effects')
    await givenEffects(orders, orderId, 'bulk', BULK)
    await relayOutbox(orders, { kinds: KINDS }, queue)
    const [urgent] = await givenEffects(orders, orderId, 'interactive', 1)
    await relayOutbox(orders, { kinds: KINDS }, queue)

    const done: string[] = []
    queues.worker('effects', async ({ id }) => { done.push(id!) })
    await until(() => done.length === BULK + 1)
    t.equal(done.indexOf(urgent!), 0, 'it is the first')
  })

  t.test(`on ${backend} a job that was given up is queued again when its row is`, { skip }, async (t) => {
    const orders = await startOrders(t)
    const { id: orderId } = await givenOrder(orders)
    const queues = await openQueues({ redisUrl: redis, databaseUrl: orders.url, prefix: `test_${randomBytes(6).toString('hex')}` })
    t.after(async () => await queues.close())
    const queue = queues.queue('effects')
    const [id] = await givenEffects(orders, orderId, 'interactive', 1)
    await relayOutbox(orders, { kinds: KINDS, attempts: 1 }, queue)
    let tries = 0
    queues.worker('effects', async () => { if (++tries === 1) throw new Error('no') })
    await until(async () => await queue.getFailedCount() === 1)
    t.equal(tries, 1)
    t.equal((await queue.getJob(id!))?.failedReason, 'no', 'it is kept to be looked at')

    await orders.db.updateTable('outbox').set({ status: 'pending' }).where('id', '=', id!).execute()
    await relayOutbox(orders, { kinds: KINDS }, queue)
    await until(() => tries === 2)
    await until(async () => await queue.getFailedCount() === 0)
  })
}

t.test('what is asked for in bulk leaves the outbox last', async (t) => {
  const orders = await startOrders(t)
  const { id: orderId } = await givenOrder(orders)
  const queues = await openQueues({ databaseUrl: orders.url, prefix: 'order' })
  t.after(async () => await queues.close())
  const bulk = await givenEffects(orders, orderId, 'bulk', 2)
  orders.advance(1000)
  const [urgent] = await givenEffects(orders, orderId, 'interactive', 1)
  const added: string[] = []
  const queue = queues.queue('effects')
  const add = queue.add.bind(queue)
  queue.add = async (name, data, opts) => { added.push(opts!.jobId!); return await add(name, data, opts) }
  await relayOutbox(orders, { kinds: KINDS }, queue)
  t.equal(added[0], urgent)
  t.same(new Set(added.slice(1)), new Set(bulk))
})
