import { pino } from 'pino'
import t from 'tap'
import { createTestDatabase } from '../../tests/support/database.ts'
import { until } from '../../tests/support/until.ts'
import { findOrder } from '../orders/find-orders.ts'
import { givenSubmittingOrder, startOrders } from '../orders/testing/start-orders.ts'
import { openQueues } from '../platform/queue.ts'
import { relayOutbox } from './relay-outbox.ts'
import { startWorker } from './testing/start-worker.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const OF_A_PERSON = /陈示例|林示例|440305198503121231|44030519900824321X|1380013800\d|owner@example\.com|site@example\.com/

t.test('neither the queue nor the log of a worker names a person', async (t) => {
  t.test('the queue', async (t) => {
    const orders = await startOrders(t)
    await givenSubmittingOrder(orders)
    const queues = await openQueues({ databaseUrl: (await createTestDatabase(t, 'empty')).url, prefix: 'privacy' })
    t.after(async () => await queues.close())
    const queue = queues.queue('effects')
    const kinds = ['upload_to_bureau', 'hand_over', 'notify', 'change_registry', 'erase_content'] as const
    t.ok(await relayOutbox(orders, { kinds }, queue) >= 5)
    const jobs = await queue.getJobs()
    t.ok(jobs.length >= 5)
    t.notMatch(JSON.stringify(jobs.map((job) => job.toJSON())), OF_A_PERSON)
  })

  t.test('the log, at its most talkative, through a lost answer and a refusal in words', async (t) => {
    const lines: string[] = []
    const started = await startWorker(t, { log: pino({ level: 'trace' }, { write: (line: string) => { lines.push(line) } }) })
    const { orders, simulator } = started
    await simulator.control('POST', 'faults', { fault: 'answerLostAfterAccepting', times: 1 })
    await simulator.control('POST', 'scripts', { domain: 'beian-example-1.cn', scenario: '#errors:1015' })
    const { id } = await givenSubmittingOrder(orders)
    await until(async () => (await findOrder(orders, id)).state === 'sms_verification')
    await simulator.after(5 * DAY_MS)
    await until(async () => (await findOrder(orders, id)).state === 'bureau_rejected')
    t.ok(lines.length > 0)
    t.notMatch(lines.join(''), OF_A_PERSON)
  })
})
