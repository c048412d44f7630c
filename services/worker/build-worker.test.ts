import t from 'tap'
import { NO_REDIS, redisUrl } from '../../tests/support/redis.ts'
import { until } from '../../tests/support/until.ts'
import { findOrder } from '../orders/find-orders.ts'
import { findHistory } from '../orders/history/order-history.ts'
import { ask, askWithRules } from '../orders/order-change.ts'
import { apply, APPLICANT, givenOrder, givenSubmittingOrder, OPERATOR, pass, submit } from '../orders/testing/start-orders.ts'
import { notificationsOf } from '../notifications/testing/notifications-of.ts'
import { startWorker, type TestWorker } from './testing/start-worker.ts'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

async function untilState ({ orders }: TestWorker, id: string, state: string) {
  await until(async () => (await findOrder(orders, id)).state === state, { description: `the order is in ${state}` })
}

async function untilQuiet ({ orders }: TestWorker) {
  await until(async () => (await orders.db.selectFrom('outbox').select('id').where('status', '<>', 'done').execute()).length === 0)
}

const BACKENDS = [
  { backend: 'PostgreSQL', redis: null, skip: false },
  { backend: 'Redis', redis: redisUrl(), skip: redisUrl() === null && NO_REDIS }
] as const

for (const { backend, redis, skip } of BACKENDS) {
  t.test(`queue on ${backend}`, { skip }, async (t) => {
    t.test('an order is uploaded, verified, approved and given its number', async (t) => {
      const started = await startWorker(t, { redisUrl: redis })
      const { orders, simulator } = started
      const { id } = await givenSubmittingOrder(orders)
      await untilState(started, id, 'sms_verification')
      await simulator.after(HOUR_MS)
      await apply(orders, id, ask('confirm', { by: APPLICANT }))
      await simulator.after(3 * DAY_MS)
      await untilState(started, id, 'completed')
      await untilQuiet(started)
      const order = await findOrder(orders, id)
      t.match(order.context.filing, { subjectNumber: /^粤ICP备\d{8}号$/, serviceNumbers: [/^粤ICP备\d{8}号-1$/] })
      const { body } = await simulator.control('GET', 'registry')
      t.match(JSON.stringify(body), order.context.filing!.subjectNumber)
      const history = await findHistory(orders, order, 'applicant', { limit: 100 })
      t.ok(history.every(({ ignored }) => !ignored))
      t.ok(history.flatMap(({ effects }) => effects).every(({ status }) => status === 'done'))
    })

    t.test('a refusal comes back with the words of the bureau', async (t) => {
      const started = await startWorker(t, { redisUrl: redis })
      const { orders, simulator } = started
      await simulator.control('POST', 'scripts', { domain: 'beian-example-1.cn', scenario: '#refuse:网站名称不符合要求' })
      const { id } = await givenSubmittingOrder(orders)
      await untilState(started, id, 'sms_verification')
      await simulator.after(5 * DAY_MS)
      await untilState(started, id, 'bureau_rejected')
      t.match((await findOrder(orders, id)).findings, [{ code: 'BUREAU_1002', message: { zh: /网站名称不符合要求/ } }])
    })

    t.test('twenty orders at two workers are filed once each, and everybody is told once', async (t) => {
      const started = await startWorker(t, { redisUrl: redis, workers: 2 })
      const { orders, simulator } = started
      const placed = await Promise.all(Array.from({ length: 20 }, async (_, n) => await givenSubmittingOrder(orders, n + 1)))
      const ids = placed.map(({ id }) => id)
      for (const id of ids) await untilState(started, id, 'sms_verification')
      await simulator.after(5 * DAY_MS)
      for (const id of ids) await untilState(started, id, 'completed')
      await untilQuiet(started)
      const { body } = await simulator.control('GET', 'requests') as { body: { requests?: unknown[] } | unknown[] }
      t.equal((Array.isArray(body) ? body : body.requests)!.length, 20)
      const told = await notificationsOf(orders).db.selectFrom('notification').select('order_id').where('template', '=', 'order_completed').execute()
      t.equal(told.length, 40, 'the applicant and the owners of each')
    })
  })
}

t.test('an SMS return is sent again unchanged and completes with a second attempt', async (t) => {
  const started = await startWorker(t)
  const { orders, simulator } = started
  await simulator.control('POST', 'scripts', { domain: 'beian-example-1.cn', scenario: '#sms-timeout@1' })
  const { id } = await givenSubmittingOrder(orders)
  await untilState(started, id, 'sms_verification')
  await simulator.after(2 * DAY_MS)
  await untilState(started, id, 'sms_returned')
  await apply(orders, id, askWithRules('resend', { by: OPERATOR }))
  await untilState(started, id, 'sms_verification')
  await simulator.after(6 * DAY_MS)
  await untilState(started, id, 'completed')
  t.equal((await findOrder(orders, id)).context.attempt, 2)
})

t.test('an upload whose answer is lost is looked up and not sent again', async (t) => {
  const started = await startWorker(t)
  const { orders, simulator } = started
  await simulator.control('POST', 'faults', { fault: 'answerLostAfterAccepting', times: 1 })
  const { id } = await givenSubmittingOrder(orders)
  await untilState(started, id, 'sms_verification')
  const { body } = await simulator.control('GET', 'journal')
  t.equal(JSON.stringify(body).split('isp_upload').length - 1, 1, 'one upload')
})

t.test('policy can hand an order over as soon as it has passed', async (t) => {
  const started = await startWorker(t, { policy: { automaticHandOver: true } })
  const { orders } = started
  const { id } = await givenOrder(orders)
  await apply(orders, id, submit)
  await pass(orders, id)
  await untilState(started, id, 'sms_verification')
})
