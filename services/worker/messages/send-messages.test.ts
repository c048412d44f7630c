import { setTimeout as pause } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import t, { type Test } from 'tap'
import { NO_REDIS, redisUrl } from '../../../tests/support/redis.ts'
import { until } from '../../../tests/support/until.ts'
import type { MailGateway } from '../../notifications/gateways/mail-gateway.ts'
import { MessageRefused } from '../../notifications/gateways/refusals.ts'
import { smtpGateway } from '../../notifications/gateways/smtp-gateway.ts'
import { countDueMessages, requeueLostMessages } from '../../notifications/messages/relay-messages.ts'
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
    })
    const captured = await findCaptured(deps, { limit: 1000 })
    const asked = captured.filter(({ template, channel }) => template === 'order_sms_required' && channel === 'sms')
    t.equal(asked.length, 40, 'both principals of each')
    t.equal(new Set(captured.map(({ template, channel, to, orderId }) => [template, channel, to, orderId].join())).size, captured.length, 'nobody twice')
  })
}

/** Messages of some orders, about to be given to the queue. */
async function givenMessages (t: Test, orderCount: number, { mail, concurrency = 1 }: { mail?: MailGateway, concurrency?: number } = {}) {
  const orders = await startOrders(t)
  const deps = notificationsOf(orders, mail && { mail })
  const ids: string[] = []
  for (let n = 1; n <= orderCount; n++) {
    const { id: orderId } = await givenOrder(orders, n)
    ids.push(orderId)
    const { version } = await apply(orders, orderId, submit)
    await notify(deps, { effectId: orderId, orderId, version, template: 'order_submitted', audience: 'applicant' })
  }
  const queues = await openQueues({ databaseUrl: orders.url, prefix: 'named' })
  t.after(async () => await queues.close())
  const states = async () => {
    const rows = await deps.db.selectFrom('message').select('state').orderBy('state').execute()
    return rows.map(({ state }) => state)
  }
  return { deps, part: sendMessages(deps, concurrency), queue: queues.queue('messages'), states, orderId: ids[0]! }
}

t.test('a job names messages and nobody, ten at most', async (t) => {
  const { part, queue } = await givenMessages(t, 6)
  t.equal(await part.relay(queue), 12)
  const jobs = await queue.getJobs()
  t.strictSame(jobs.map(({ data }) => String(data['messages']).split(/[,+]/).length).toSorted(), [6, 6])
  for (const { data } of jobs) {
    t.strictSame(Object.keys(data), ['messages'])
    t.match(data['messages'], /^[\da-f-]{36}:0([,+][\da-f-]{36}:0)+$/)
  }
})

t.test('what goes to one address goes in the order in which it was written', async (t) => {
  const sent: string[] = []
  const mail: MailGateway = {
    async send ({ template }) {
      await pause(sent.length === 0 ? 100 : 0)
      sent.push(template)
      if (template === 'order_initial_passed') throw new MessageRefused('no')
      return { providerId: null }
    },
    async close () {}
  }
  const { deps, part, queue, orderId } = await givenMessages(t, 1, { mail, concurrency: 8 })
  const later = ['order_initial_passed', 'order_submitted_to_bureau', 'order_completed'] as const
  for (const [index, template] of later.entries()) {
    await notify(deps, { effectId: orderId, orderId, version: 10 + index, template, audience: 'applicant' })
  }
  await part.relay(queue)
  for (const { data } of await queue.getJobs()) await part.process('send_messages', data)
  t.strictSame(sent, ['order_submitted', ...later], 'one that fails keeps none of them')
})

t.test('what goes to one address is not spread over jobs, which run side by side', async (t) => {
  const { deps, part, queue, orderId } = await givenMessages(t, 6)
  for (let version = 10; version < 13; version++) {
    await notify(deps, { effectId: orderId, orderId, version, template: 'order_initial_passed', audience: 'applicant' })
  }
  await part.relay(queue)
  const rows = await deps.db.selectFrom('message').select(['id', 'address_key']).execute()
  const addressOf = new Map(rows.map(({ id, address_key: key }) => [id, key.toString('hex')]))
  const jobs = (await queue.getJobs()).map(({ data }) =>
    new Set(String(data['messages']).split(/[,+]/).map((one) => addressOf.get(one.split(':')[0]!)!)))
  t.ok(jobs.length > 1)
  t.equal(jobs.reduce((sum, { size }) => sum + size, 0), new Set(addressOf.values()).size, 'each address in one job')
})

t.test('what waits long is queued once more, however often it is looked for', async (t) => {
  const { deps, part, queue } = await givenMessages(t, 1)
  await part.relay(queue)
  t.equal(await queue.count(), 1)
  for (let round = 0; round < 3; round++) {
    t.equal(await requeueLostMessages(deps, -1000), 2)
    t.equal(await part.relay(queue), 2)
    t.equal(await queue.count(), 3, 'the job of both, and one for each')
  }
})

t.test('a message that cannot be read keeps none of the others, and its job fails when all have ended', async (t) => {
  const { deps, part, queue, states } = await givenMessages(t, 2)
  await part.relay(queue)
  const [job] = await queue.getJobs()
  const [first] = String(job!.data['messages']).split(':')
  await deps.db.updateTable('message').set({ content: Buffer.from('nonsense') }).where('id', '=', first!).execute()
  await t.rejects(part.process('send_messages', job!.data))
  t.strictSame(await states(), ['sending', 'sent', 'sent', 'sent'])
})

t.test('a worker that ends sends what it has begun, and hands back the rest', async (t) => {
  let answer = () => {}
  const answered = new Promise<void>((resolve) => { answer = resolve })
  let asked = 0
  const mail: MailGateway = {
    async send () {
      asked++
      await answered
      return { providerId: null }
    },
    async close () {}
  }
  const { part, queue, states } = await givenMessages(t, 3, { mail })
  await part.relay(queue)
  const [job] = await queue.getJobs()
  const ended = part.process('send_messages', job!.data)
  await until(() => asked === 1)
  part.leave!()
  answer()
  await ended
  const left = await states()
  t.equal(asked, 1)
  t.ok(left.every((state) => state === 'pending' || state === 'sent'), String(left))
  t.ok(left.includes('pending') && left.includes('sent'))
  t.ok(await part.relay(queue) > 0, 'others may take it at once')
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
