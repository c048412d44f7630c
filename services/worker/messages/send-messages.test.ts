import { SMTPServer } from 'smtp-server'
import t from 'tap'
import { NO_REDIS, redisUrl } from '../../../tests/support/redis.ts'
import { until } from '../../../tests/support/until.ts'
import { smtpGateway } from '../../notifications/gateways/smtp-gateway.ts'
import { countDueMessages } from '../../notifications/messages/relay-messages.ts'
import { findCaptured } from '../../notifications/messages/find-captured.ts'
import { notify } from '../../notifications/notify.ts'
import { notificationsOf } from '../../notifications/testing/notifications-of.ts'
import { apply, givenOrder, givenSubmittingOrder, startOrders, submit } from '../../orders/testing/start-orders.ts'
import { openQueues } from '../../platform/queue.ts'
import { startWorker } from '../testing/start-worker.ts'
import { sendMessages } from './send-messages.ts'

const BACKENDS = [
  { backend: 'PostgreSQL', redis: null, skip: false },
  { backend: 'Redis', redis: redisUrl(), skip: redisUrl() === null && NO_REDIS }
] as const

for (const { backend, redis, skip } of BACKENDS) {
  t.test(`with the queue on ${backend}, the owners of twenty orders are asked to verify, at two workers, once each`, { skip }, async (t) => {
    const { orders } = await startWorker(t, { redisUrl: redis, workers: 2 })
    const deps = notificationsOf(orders)
    for (let n = 1; n <= 20; n++) await givenSubmittingOrder(orders, n)
    await until(async () => {
      const { length } = await deps.db.selectFrom('notification').select('id').where('template', '=', 'order_sms_required').execute()
      return length === 20 && await countDueMessages(deps) === 0
    }, { timeoutMs: 60_000 })
    const captured = await findCaptured(deps, { limit: 1000 })
    const asked = captured.filter(({ template, channel }) => template === 'order_sms_required' && channel === 'sms')
    t.equal(asked.length, 40, 'both principals of each')
    t.equal(new Set(captured.map(({ template, channel, to, orderId }) => [template, channel, to, orderId].join())).size, captured.length, 'nobody twice')
  })
}

t.test('a job names a message and nobody', async (t) => {
  const orders = await startOrders(t)
  const deps = notificationsOf(orders)
  const part = sendMessages(deps, 1)
  const { id: orderId } = await givenOrder(orders)
  const { version } = await apply(orders, orderId, submit)
  await notify(deps, { effectId: orderId, orderId, version, template: 'order_submitted', audience: 'applicant' })
  const queues = await openQueues({ databaseUrl: orders.url, prefix: 'named' })
  t.after(async () => await queues.close())
  const queue = queues.queue('messages')
  t.equal(await part.relay(queue), 2)
  const jobs = await queue.getJobs()
  t.equal(jobs.length, 1, 'one job for both')
  t.match(jobs[0]!.data, { messages: /^[\da-f-]{36}:0,[\da-f-]{36}:0$/ })
  t.strictSame(Object.keys(jobs[0]!.data), ['messages'])
})

t.test('a mail server that says later gets the mail at the next try, when the test clock has come to it', async (t) => {
  let answers = 0
  const taken: string[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH'],
    hideSTARTTLS: true,
    onRcptTo: ({ address }, _, callback) => {
      if (++answers === 1) return callback(Object.assign(new Error('greylisted'), { responseCode: 451 }))
      taken.push(address)
      callback()
    },
    onData: (stream, _, callback) => { stream.resume().on('end', () => callback()) }
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.server.address() as { port: number }
  const mail = smtpGateway({ url: `smtp://127.0.0.1:${port}`, from: 'a@b.example' })
  t.after(async () => {
    await mail.close()
    await new Promise<void>((resolve) => { server.close(() => resolve()) })
  })
  const { orders } = await startWorker(t, { gateways: { mail } })
  const deps = notificationsOf(orders)
  await apply(orders, (await givenOrder(orders)).id, submit)
  const mails = async () => await deps.db.selectFrom('message').select(['state', 'tries', 'note']).where('channel', '=', 'mail').execute()
  await until(async () => (await mails())[0]?.note === 'smtp_451')
  t.match(await mails(), [{ state: 'pending', tries: 1 }])
  orders.advance(60_000)
  await until(async () => (await mails())[0]?.state === 'sent')
  t.strictSame(taken, ['owner@example.com'])
})
