import t from 'tap'
import { send } from '../testing/send.ts'
import { startApi } from '../testing/start-api.ts'

t.test('an admin sees every message as it would be sent, and tries a sentence before it goes into a file', async (t) => {
  const api = await startApi(t)
  const admin = await api.as('admin')
  const { data } = (await send(api, '/v1/notification-templates', admin)).json()
  t.ok(data.length > 30)
  t.match(data.find(({ name }: { name: string }) => name === 'order_sms_required'), {
    kind: 'verification', audiences: [{ audience: 'owners', channels: ['in_site', 'mail', 'sms'] }], variables: Array
  })
  const preview = async (name: string, body: object) => await send(api, `/v1/notification-templates/${name}/preview`, admin, { body })
  const mail = await preview('order_initial_rejected', { language: 'zh', channel: 'mail' })
  t.match([mail.statusCode, mail.json()], [200, { subject: /首次备案/, text: /初审驳回/, html: /<ol>/, parameters: null }])
  t.match((await preview('order_submitted', { language: 'en', channel: 'sms', text: 'thanks, {{ account }}' })).json(), {
    text: 'First filing order BA2026112100000017: thanks, acme', parameters: { account: 'acme' }, subject: null
  })
  t.match((await preview('order_declined', { language: 'en', channel: 'in_site', audience: 'counterparty' })).json(), { text: /your account has declined/ })
})

t.test('a sentence that is no template is refused with its line; nobody else may look', async (t) => {
  const api = await startApi(t)
  const admin = await api.as('admin')
  const preview = async (text: string) => (await send(api, '/v1/notification-templates/order_submitted/preview', admin, { body: { language: 'en', channel: 'mail', text } })).json()
  t.match((await preview('a\n{{ nothing }}')).errors, [{ field: 'text', code: 'TEMPLATE_INVALID', message: /^line 2: there is no variable nothing/ }])
  t.match((await preview('{% if %}')).errors, [{ field: 'text', message: /^line 1: / }])
  t.match((await preview('{% for i in (1..100000000) %}x{% endfor %}')).errors, [{ field: 'text', message: /limit/ }])
  const nested = '{% for i in (1..999) %}{% for j in (1..900) %}{% assign k = j | plus: i | times: 2 | minus: 3 | times: j %}{% endfor %}{% endfor %}'
  t.match((await preview(nested)).errors, [{ field: 'text', message: /render limit/ }])
  t.match((await preview('{{ account.constructor }}')).errors, [{ field: 'text', message: /undefined variable/ }])
  const missing = await send(api, '/v1/notification-templates/order_vanished/preview', admin, { body: { language: 'en', channel: 'mail' } })
  t.match([missing.statusCode, missing.json().code], [404, 'notification_template_not_found'])
  t.equal((await send(api, '/v1/notification-templates', await api.as('reviewer'))).statusCode, 403)
})

t.test('a preview leaves nothing behind for the next', async (t) => {
  const api = await startApi(t)
  const admin = await api.as('admin')
  const preview = async (name: string, body: object) =>
    (await send(api, `/v1/notification-templates/${name}/preview`, admin, { body: { language: 'en', channel: 'mail', ...body } })).json()
  const before = await preview('order_initial_rejected', {})
  t.match(await preview('order_idle', { text: '{% increment orderNumber %}{% decrement domain %}' }), { text: /./ })
  t.strictSame(await preview('order_initial_rejected', {}), before)
})
