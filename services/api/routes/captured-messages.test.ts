import t from 'tap'
import { relayMessages } from '../../notifications/messages/relay-messages.ts'
import { sendMessage } from '../../notifications/messages/send-message.ts'
import { notificationsOf } from '../../notifications/testing/notifications-of.ts'
import { deliverNotices } from '../testing/given-filing.ts'
import { givenOrder } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi, type TestApi } from '../testing/start-api.ts'

/** What the worker does with mail and SMS. */
async function sendMessages (api: TestApi): Promise<void> {
  await deliverNotices(api)
  const deps = notificationsOf(api.deps)
  const due: Array<{ id: string, tries: number }> = []
  await relayMessages(deps, 100, async (messages) => { due.push(...messages) })
  for (const message of due) await sendMessage(deps, message)
}

t.test('an admin reads captured mail and SMS of one order, page by page; nobody else does', async (t) => {
  const api = await startApi(t)
  const admin = await api.as('admin')
  const { id: orderId } = await givenOrder(api, 'initial_review')
  await givenOrder(api, 'initial_review', 2)
  await sendMessages(api)
  const list = async (query: Record<string, string>) => (await send(api, '/v1/captured-messages', admin, { query })).json()
  t.equal((await list({})).data.length, 4)
  t.match((await list({ orderId, channel: 'sms' })).data, [{ to: '13800138001', template: 'order_submitted', orderId, text: /订单已提交/, parameters: { orderType: '首次备案' } }])
  const first = await list({ limit: '3' })
  t.same([first.data.length, (await list({ cursor: first.nextCursor })).data.length], [3, 1])
  t.equal((await send(api, '/v1/captured-messages', await api.as('reviewer'))).statusCode, 403)
})

t.test('where real gateways are configured nothing is captured', async (t) => {
  const api = await startApi(t, { capturing: false })
  const reply = await send(api, '/v1/captured-messages', await api.as('admin'))
  t.match([reply.statusCode, reply.json().code], [404, 'capture_off'])
})

t.test('a bounce is reported by the id of the message or by its Message-ID, and the account reads of it', async (t) => {
  const api = await startApi(t)
  const integrator = await api.as('integrator')
  await givenOrder(api, 'initial_review')
  await sendMessages(api)
  const [{ id }] = (await send(api, '/v1/captured-messages', await api.as('admin'), { query: { channel: 'mail' } })).json().data
  const report = async (messageId: string, caller = integrator) =>
    await send(api, '/v1/message-bounces', caller, { body: { messageId, permanent: true, code: '5.1.1' } })
  t.same((await report(`<${id}@beian.example>`)).json(), { messageId: id, state: 'bounced' })
  t.same((await report(id.toUpperCase())).json(), { messageId: id, state: 'bounced' })
  const told = (await send(api, '/v1/notifications', await api.as('applicant'))).json().data
  t.match(told, [{ template: 'address_bounced', orderId: null, message: { zh: /^发往 o\*\*\*@example\.com 的邮件无法送达/ } }, { template: 'order_submitted' }])
  t.match((await report('00000000-0000-0000-0000-000000000000')).json(), { status: 404, code: 'message_not_found' })
  t.match((await report('not an id')).json(), { status: 400, errors: [{ field: 'messageId' }] })
  t.equal((await report(id, await api.as('applicant'))).statusCode, 403)
})
