import t from 'tap'
import { findOrder } from '../orders/find-orders.ts'
import { findHistory } from '../orders/history/order-history.ts'
import { ask } from '../orders/order-change.ts'
import { givenOrderOf } from '../orders/testing/given-order-of.ts'
import { givenFiled } from '../orders/testing/given-filed.ts'
import { ACCOUNT, APPLICANT, apply, givenOrder, startOrders, submit, type TestOrders } from '../orders/testing/start-orders.ts'
import { findNotifications } from './in-site/find-notifications.ts'
import type { Recipient } from './in-site/in-box.ts'
import { addressKey } from './messages/compose-messages.ts'
import type { NotificationsDeps } from './notifications-deps.ts'
import { notify } from './notify.ts'
import { savePreferences, DEFAULT_PREFERENCES, type NotificationPreferences } from './preferences/notification-preferences.ts'
import { notificationsOf } from './testing/notifications-of.ts'
import { openMessages } from './testing/open-messages.ts'

const HOUR_MS = 60 * 60 * 1000
const STAFF = { reader: Buffer.from('lin') }

/** Every effect that waits is done, as often as said. */
async function tellAll (orders: TestOrders, deps: NotificationsDeps, times = 1): Promise<void> {
  const effects = await orders.db.selectFrom('outbox').select(['id', 'order_id', 'version', 'payload']).where('kind', '=', 'notify').execute()
  for (let n = 0; n < times; n++) {
    for (const { id: effectId, order_id: orderId, version, payload } of effects) {
      await notify(deps, { effectId, orderId, version, ...payload as { template: 'order_submitted', audience: 'applicant' } })
    }
  }
}

async function choose (deps: NotificationsDeps, preferences: Partial<NotificationPreferences>, account = ACCOUNT): Promise<void> {
  await savePreferences(deps, account, { ...DEFAULT_PREFERENCES, ...preferences }, 'test')
}

t.test('an account reads what is meant for it, staff what is meant for their role, and each once', async (t) => {
  const orders = await startOrders(t)
  const deps = notificationsOf(orders)
  const { id } = await givenOrder(orders)
  await apply(orders, id, submit)
  await tellAll(orders, deps, 2)
  const shown = async (recipient: Recipient) =>
    (await findNotifications(deps, recipient, { limit: 10 })).map(({ audience, template }) => [audience, template])
  t.strictSame(await shown({ accountId: ACCOUNT }), [['applicant', 'order_submitted']])
  t.strictSame(await shown({ audiences: ['reviewers'], ...STAFF }), [['reviewers', 'order_submitted']])
  t.strictSame(await shown({ audiences: ['bureau_operators'], ...STAFF }), [])
  t.strictSame(await shown({ audiences: [], ...STAFF }), [])
  const history = await findHistory(orders, await findOrder(orders, id), 'reviewer', { limit: 10 })
  t.ok(history.at(-1)!.effects.every(({ status }) => status === 'done'))
})

t.test('with the in-site message a mail and an SMS are written for the principal of the subject, once', async (t) => {
  const orders = await startOrders(t)
  const deps = notificationsOf(orders)
  const { id, number } = await givenOrder(orders)
  await apply(orders, id, submit)
  await tellAll(orders, deps, 3)
  const messages = await openMessages(deps)
  t.strictSame(messages.map(({ channel, to, state, language }) => [channel, to, state, language]),
    [['mail', 'owner@example.com', 'pending', 'zh'], ['sms', '13800138001', 'pending', 'zh']])
  t.match(messages[0]!.values, { orderNumber: number, orderType: '首次备案', domain: 'beian-example-1.cn', account: ACCOUNT })
  const [row] = await deps.db.selectFrom('message').selectAll().where('channel', '=', 'sms').execute()
  t.notMatch(JSON.stringify(row).concat(row!.content!.toString('latin1')), /13800138001/, 'nothing of it stands in clear')
})

t.test('the receivers that an account names take the place of the contacts in its orders, each for their kinds', async (t) => {
  const orders = await startOrders(t)
  const deps = notificationsOf(orders)
  await choose(deps, {
    language: 'en',
    receivers: [{ name: 'A', email: 'a@example.com' }, { name: 'B', email: 'A@example.com ', mobile: '13900139000' }, { name: 'C', email: 'c@example.com', kinds: ['decisions'] }]
  })
  await apply(orders, (await givenOrder(orders)).id, submit)
  await tellAll(orders, deps)
  t.strictSame((await openMessages(deps)).map(({ channel, to, language }) => [channel, to.trim().toLowerCase(), language]),
    [['mail', 'a@example.com', 'en'], ['sms', '13900139000', 'en']], 'two with one mailbox get one mail')
})

t.test('a channel that is switched off is not used; what is no duty may be silent altogether', async (t) => {
  const orders = await startOrders(t)
  const deps = notificationsOf(orders)
  await choose(deps, { channels: { progress: ['mail'] } })
  await apply(orders, (await givenOrder(orders)).id, submit)
  await tellAll(orders, deps)
  t.strictSame((await openMessages(deps)).map(({ channel }) => channel), ['mail'])
  t.strictSame(await findNotifications(deps, { accountId: ACCOUNT }, { limit: 10 }), [])
})

t.test('the other account of an order is reached where it said itself, never by the contacts in the order', async (t) => {
  const orders = await startOrders(t)
  const deps = notificationsOf(orders)
  await givenFiled(orders, [{ n: 1, account: ACCOUNT }])
  const { id } = await givenOrderOf(orders, { subject: 1, type: 'transfer', counterparty: 'beta' })
  await apply(orders, id, submit)
  const ofBeta = async () => (await openMessages(deps)).filter(({ audience }) => audience === 'counterparty').map(({ to }) => to)
  await tellAll(orders, deps)
  t.strictSame(await ofBeta(), [])
  t.match(await findNotifications(deps, { accountId: 'beta' }, { limit: 10 }), [{ template: 'order_counterparty_confirmation', orderId: id }])
  await choose(deps, { receivers: [{ name: 'B', email: 'beta@example.com' }] }, 'beta')
  await apply(orders, id, ask('abandon', { by: APPLICANT }))
  await tellAll(orders, deps)
  t.strictSame(await ofBeta(), ['beta@example.com'])
})

t.test('an owner who hears of the filing as the applicant does not hear it twice', async (t) => {
  const orders = await startOrders(t)
  const deps = notificationsOf(orders)
  const { id: orderId } = await givenOrder(orders)
  const completed = async (version: number, audience: 'applicant' | 'owners') =>
    await notify(deps, { effectId: orderId, orderId, version, template: 'order_completed', audience })
  for (const audience of ['owners', 'applicant'] as const) await completed(8, audience)
  const mailsTo = async () => (await openMessages(deps)).filter(({ channel }) => channel === 'mail').map(({ to }) => to).toSorted()
  const [principal, other] = ['owner@example.com', 'site@example.com']
  t.strictSame(await mailsTo(), [principal, other])
  await choose(deps, { receivers: [{ name: 'office', email: 'office@example.com' }] })
  for (const audience of ['owners', 'applicant'] as const) await completed(9, audience)
  t.strictSame(await mailsTo(), ['office@example.com', principal, principal, other, other], 'but does where the account has named another receiver')
})

t.test('staff get mail where the provider says so, and only of what is for their role', async (t) => {
  const orders = await startOrders(t)
  const deps = notificationsOf(orders, { staffMail: { reviewers: ['review@example.com'] } })
  const { id } = await givenOrder(orders)
  await apply(orders, id, submit)
  const [{ version }] = await orders.db.selectFrom('filing_order').select('version').execute() as [{ version: number }]
  await notify(deps, { effectId: id, orderId: id, version, template: 'order_review_overdue', audience: 'reviewers' })
  await notify(deps, { effectId: id, orderId: id, version, template: 'order_hand_over_overdue', audience: 'bureau_operators' })
  t.strictSame((await openMessages(deps)).map(({ channel, to, template }) => [channel, to, template]), [['mail', 'review@example.com', 'order_review_overdue']])
})

t.test('an SMS of the night waits until nine in Beijing; mail only where the account wants it', async (t) => {
  const orders = await startOrders(t)
  const deps = notificationsOf(orders)
  orders.advance(14 * HOUR_MS) // 23:00 in Beijing
  await apply(orders, (await givenOrder(orders)).id, submit)
  await tellAll(orders, deps)
  const due = async () => (await openMessages(deps)).map(({ channel, dueAt }) => [channel, dueAt])
  t.strictSame(await due(), [['mail', '2026-03-02T15:00:00.000Z'], ['sms', '2026-03-03T01:00:00.000Z']])
  await choose(deps, { quietHoursForMail: true })
  await deps.db.deleteFrom('notification').execute()
  await tellAll(orders, deps)
  t.strictSame(await due(), [['mail', '2026-03-03T01:00:00.000Z'], ['sms', '2026-03-03T01:00:00.000Z']])
})

t.test('nothing is sent to an address that has bounced, and the row says so', async (t) => {
  const orders = await startOrders(t)
  const deps = notificationsOf(orders)
  const address = { channel: 'sms' as const, to: '13800138001' }
  await deps.db.insertInto('suppressed_address').values({
    channel: 'sms', address_key: addressKey(deps.sealing, address), note: 'test', message_id: crypto.randomUUID(), suppressed_at: deps.now()
  }).execute()
  await apply(orders, (await givenOrder(orders)).id, submit)
  await tellAll(orders, deps)
  const rows = await deps.db.selectFrom('message').select(['channel', 'state', 'content']).orderBy('channel').execute()
  t.strictSame(rows.map(({ channel, state, content }) => [channel, state, content === null]), [['mail', 'pending', false], ['sms', 'suppressed', true]])
})

t.test('an order that is deleted takes its notifications and messages along, and what waits to be told is told to nobody', async (t) => {
  const orders = await startOrders(t)
  const deps = notificationsOf(orders)
  const { id } = await givenOrder(orders)
  await apply(orders, id, submit)
  await tellAll(orders, deps)
  await orders.db.deleteFrom('filing_order').where('id', '=', id).execute()
  t.strictSame(await deps.db.selectFrom('message').select('id').execute(), [])
  await notify(deps, { effectId: id, orderId: id, version: 9, template: 'order_abandoned', audience: 'applicant' })
  t.strictSame(await deps.db.selectFrom('notification').select('id').execute(), [])
})
