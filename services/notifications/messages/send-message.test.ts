import t, { type Test } from 'tap'
import type { OrderState } from '../../../machines/order/order-states.ts'
import { apply, givenOrder, givenSubmittingOrder, startOrders, submit, type TestOrders } from '../../orders/testing/start-orders.ts'
import { until } from '../../../tests/support/until.ts'
import { AddressRefused, MessageRefused } from '../gateways/refusals.ts'
import type { Mail, MailGateway } from '../gateways/mail-gateway.ts'
import { findNotifications } from '../in-site/find-notifications.ts'
import type { SendingDeps } from '../notifications-deps.ts'
import { notify } from '../notify.ts'
import { notificationsOf } from '../testing/notifications-of.ts'
import { openMessages } from '../testing/open-messages.ts'
import { findCaptured } from './find-captured.ts'
import { recordBounce } from './record-bounce.ts'
import { countDueMessages, nextMessageDue, relayMessages, requeueLostMessages } from './relay-messages.ts'
import { sendMessage } from './send-message.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** An order that was submitted, with a mail and an SMS that say so. */
async function givenMessages (
  t: Test, more: Partial<SendingDeps> = {}
): Promise<{ orders: TestOrders, deps: SendingDeps, orderId: string }> {
  const orders = await startOrders(t)
  const deps = notificationsOf(orders, more)
  const { id: orderId } = await givenOrder(orders)
  const { version } = await apply(orders, orderId, submit)
  await notify(deps, { effectId: orderId, orderId, version, template: 'order_submitted', audience: 'applicant' })
  return { orders, deps, orderId }
}

/** Sends what is due, as the worker would; answers how many. */
async function sendDue (deps: SendingDeps): Promise<number> {
  const due: Array<{ id: string, tries: number }> = []
  await relayMessages(deps, 100, async (messages) => { due.push(...messages) })
  for (const message of due) await sendMessage(deps, message)
  return due.length
}

function mailTo (send: MailGateway['send']): Partial<SendingDeps> {
  return { mail: { send, close: async () => {} } }
}

async function told (deps: SendingDeps) {
  return (await findNotifications(deps, { accountId: 'acme' }, { limit: 10 })).map(({ template, message: { en } }) => ({ template, en }))
}

t.test('what is captured can be read: the words, the address, and the parameters of an SMS', async (t) => {
  const { deps, orderId } = await givenMessages(t)
  t.equal(await countDueMessages(deps), 2)
  t.equal(await sendDue(deps), 2)
  t.equal(await countDueMessages(deps), 0)
  const [mail] = await findCaptured(deps, { channel: 'mail', orderId, limit: 10 })
  t.match(mail, { to: 'owner@example.com', template: 'order_submitted', subject: /^【备案】首次备案（订单 BA\d+）$/, text: /订单已提交/, html: /<b>BA\d+<\/b>/ })
  const [sms] = await findCaptured(deps, { channel: 'sms', limit: 10 })
  t.match(sms, { to: '13800138001', text: /^首次备案订单BA\d+：订单已提交$/, parameters: { orderType: '首次备案', orderNumber: /^BA/ } })
  t.strictSame(Object.keys(sms!.parameters!).sort(), ['orderNumber', 'orderType'], 'only what the text uses')
  const rows = await deps.db.selectFrom('message').select(['state', 'content']).execute()
  t.strictSame(rows, [{ state: 'sent', content: null }, { state: 'sent', content: null }], 'nothing personal is kept of what was sent')
})

t.test('a job that runs twice, or twenty at once, sends once, under an id that stays', async (t) => {
  const sent: Mail[] = []
  const { deps } = await givenMessages(t, mailTo(async (mail) => { sent.push(mail); return { providerId: 'p' } }))
  const { id } = await deps.db.selectFrom('message').select('id').where('channel', '=', 'mail').executeTakeFirstOrThrow()
  await relayMessages(deps, 100, async () => {})
  await Promise.all(Array.from({ length: 20 }, async () => await sendMessage(deps, { id, tries: 0 })))
  await sendMessage(deps, { id, tries: 0 })
  t.strictSame(sent.map(({ messageId }) => messageId), [id])
})

t.test('an outage is tried five times, after 1, 10 and 60 minutes and 6 hours; then the account hears of it', async (t) => {
  let tries = 0
  const { orders, deps } = await givenMessages(t, mailTo(async () => { tries++; throw Object.assign(new Error('no'), { code: 'smtp_451' }) }))
  await sendDue(deps)
  for (const minutes of [1, 10, 60, 360]) {
    t.strictSame((await nextMessageDue(deps))!.getTime() - orders.now().getTime(), minutes * MINUTE_MS)
    orders.advance(minutes * MINUTE_MS - 1)
    t.equal(await sendDue(deps), 0, 'not before')
    orders.advance(1)
    t.equal(await sendDue(deps), 1)
  }
  t.equal(tries, 5)
  t.match(await openMessages(deps), [{ state: 'failed', tries: 5, note: 'smtp_451' }, { state: 'sent' }])
  t.match(await told(deps), [{ template: 'message_failed', en: 'the mail to o***@example.com could not be sent' }, { template: 'order_submitted' }])
  t.equal(await nextMessageDue(deps), null)
})

t.test('an address that is refused has bounced: nothing more goes there, and the account is told in-site, once', async (t) => {
  const { orders, deps, orderId } = await givenMessages(t, mailTo(async () => { throw new AddressRefused('smtp_5.1.1') }))
  await sendDue(deps)
  t.match(await openMessages(deps), [{ state: 'bounced', note: 'smtp_5.1.1' }, { state: 'sent' }])
  t.match(await told(deps), [{ template: 'address_bounced', en: /^the mail to o\*\*\*@example\.com cannot arrive; nothing is sent there any more/ }, {}])
  await notify(deps, { effectId: orderId, orderId, version: 9, template: 'order_submitted', audience: 'applicant' })
  t.match(await openMessages(deps), [{ state: 'bounced' }, { state: 'suppressed' }, { state: 'sent' }, { state: 'pending' }])
  orders.advance(HOUR_MS)
  await sendDue(deps)
  t.equal((await told(deps)).filter(({ template }) => template === 'address_bounced').length, 1)
})

t.test('a message that is refused, but not for its address, fails at once and suppresses nothing', async (t) => {
  const { deps } = await givenMessages(t, mailTo(async () => { throw new MessageRefused('smtp_5.7.1') }))
  await sendDue(deps)
  t.match(await openMessages(deps), [{ state: 'failed', tries: 1, note: 'smtp_5.7.1' }, { state: 'sent' }])
  t.strictSame(await deps.db.selectFrom('suppressed_address').select('note').execute(), [])
  t.match(await told(deps), [{ template: 'message_failed' }, {}])
})

t.test('a bounce that is reported later ends the address too, however often it is reported', async (t) => {
  const { deps } = await givenMessages(t)
  await sendDue(deps)
  const { id: messageId } = (await openMessages(deps))[0]!
  t.strictSame(await recordBounce(deps, { messageId, permanent: false, code: '4.2.2' }), { messageId, state: 'sent' })
  for (let twice = 0; twice < 2; twice++) {
    t.strictSame(await recordBounce(deps, { messageId, permanent: true, code: '5.1.1' }), { messageId, state: 'bounced' })
  }
  t.equal((await told(deps)).filter(({ template }) => template === 'address_bounced').length, 1)
  t.match(await deps.db.selectFrom('suppressed_address').select(['channel', 'note']).execute(), [{ channel: 'mail', note: 'report_5.1.1' }])
  await t.rejects(recordBounce(deps, { messageId: crypto.randomUUID(), permanent: true, code: 'x' }), { code: 'message_not_found' })
})

t.test('what was queued when the queue was lost, or in the hands of a worker that died, is sent after all', async (t) => {
  const { deps } = await givenMessages(t)
  await relayMessages(deps, 100, async () => {})
  t.equal(await requeueLostMessages(deps, 60_000), 0, 'it may still be in the queue')
  await until(async () => await requeueLostMessages(deps, 1) === 2)
  await deps.db.updateTable('message').set({ state: 'sending', tries: 1, queued_at: new Date(Date.now() - 3 * MINUTE_MS) }).where('channel', '=', 'mail').execute()
  t.equal(await requeueLostMessages(deps, 1000), 1)
  t.equal(await sendDue(deps), 2)
  t.match(await openMessages(deps), [{ state: 'sent', tries: 2 }, { state: 'sent', tries: 1 }])
})

t.test('an SMS that nobody sent before the night waits until morning; one whose window would be over leaves at once, and after it not at all', async (t) => {
  const orders = await startOrders(t)
  const deps = notificationsOf(orders)
  const { id: orderId } = await givenSubmittingOrder(orders)
  const isNow = async (state: OrderState) => { await orders.db.updateTable('filing_order').set({ state }).where('id', '=', orderId).execute() }
  await isNow('sms_verification')
  const at = orders.now().getTime() // 09:00 in Beijing
  const write = async (version: number, windowHours: number) => {
    const window = { order_id: orderId, name: 'sms_window', due_at: new Date(at + windowHours * HOUR_MS) }
    await orders.db.deleteFrom('order_timer').execute()
    await orders.db.insertInto('order_timer').values(window).execute()
    await notify(deps, { effectId: orderId, orderId, version, template: 'order_sms_warning', audience: 'owners' })
  }
  await write(90, 48)
  await write(91, 24) // until 07:00, of which two hours are grace
  orders.advance(13.5 * HOUR_MS) // 22:30
  const smsLeft = async () => (await findCaptured(deps, { channel: 'sms', limit: 10 })).length
  await sendDue(deps)
  t.equal(await smsLeft(), 2, 'both owners, of the one that cannot wait')
  await write(92, 24)
  orders.advance(10.5 * HOUR_MS) // 09:00: the window is over
  await write(93, 24 + 12)
  await sendDue(deps)
  t.equal(await smsLeft(), 6)
  await write(94, 24 + 12)
  await isNow('bureau_review')
  await sendDue(deps)
  t.equal(await smsLeft(), 6, 'nor when the owners have verified')
  const late = (await openMessages(deps)).filter(({ note }) => note === 'too_late')
  t.ok(late.length > 0 && late.every(({ state }) => state === 'failed'))
  t.strictSame(await told(deps).then((all) => all.filter(({ template }) => template === 'message_failed')), [], 'nobody is troubled with it')
})
