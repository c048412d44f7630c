import { randomUUID } from 'node:crypto'
import t from 'tap'
import { startOrders } from '../orders/testing/start-orders.ts'
import { findNotifications } from './in-site/find-notifications.ts'
import { savePreferences, DEFAULT_PREFERENCES } from './preferences/notification-preferences.ts'
import { tellAboutEndpoint } from './tell-about-endpoint.ts'
import { notificationsOf } from './testing/notifications-of.ts'
import { openMessages } from './testing/open-messages.ts'

const ADMINS = { audiences: ['admins' as const], reader: Buffer.from('ada') }

t.test('an endpoint that fails is told of once an occasion: to its account, or to the admins when it is the provider\'s own', async (t) => {
  const deps = notificationsOf(await startOrders(t), { staffMail: { admins: ['ops@example.com'] } })
  await savePreferences(deps, 'acme', { ...DEFAULT_PREFERENCES, language: 'en', receivers: [{ name: 'Dev', email: 'dev@example.com' }] }, 'test')
  const endpointId = randomUUID()
  const notice = { occasion: 'failing since 1', template: 'webhook_failing' as const, endpointId, url: 'https://hooks.example.com/in?key=secret' }
  for (let twice = 0; twice < 2; twice++) {
    await deps.db.transaction().execute(async (trx) => await tellAboutEndpoint(trx, deps, { ...notice, accountId: 'acme' }))
    await deps.db.transaction().execute(async (trx) => await tellAboutEndpoint(trx, deps, { ...notice, accountId: null }))
  }
  const told = await findNotifications(deps, { accountId: 'acme' }, { limit: 10 })
  t.match(told, [{
    orderId: null, orderNumber: null, webhookEndpointId: endpointId, audience: 'applicant', message: { en: /^deliveries to the webhook endpoint https:\/\/hooks\.example\.com\/in fail/ }
  }])
  t.match(await findNotifications(deps, ADMINS, { limit: 10 }), [{ template: 'webhook_failing', audience: 'admins' }])
  t.strictSame((await openMessages(deps)).map(({ to, language }) => [to, language]), [['dev@example.com', 'en'], ['ops@example.com', 'zh']])
  t.notMatch(JSON.stringify([told, await openMessages(deps)]), /secret/, 'what stands behind the question mark is left out')
  await tellAboutEndpoint(deps.db, deps, { ...notice, occasion: 'failing since 2', accountId: 'acme' })
  t.equal((await findNotifications(deps, { accountId: 'acme' }, { limit: 10 })).length, 2)
})

t.test('what is rolled back was never told', async (t) => {
  const deps = notificationsOf(await startOrders(t))
  await t.rejects(deps.db.transaction().execute(async (trx) => {
    await tellAboutEndpoint(trx, deps, { occasion: '1', template: 'webhook_disabled', endpointId: randomUUID(), accountId: 'acme', url: 'https://hooks.example.com' })
    throw new Error('undone')
  }), /undone/)
  t.strictSame(await findNotifications(deps, { accountId: 'acme' }, { limit: 10 }), [])
})
