import t from 'tap'
import { recordBounce } from '../../notifications/messages/record-bounce.ts'
import { notificationsOf } from '../../notifications/testing/notifications-of.ts'
import { deliverNotices } from '../testing/given-filing.ts'
import { givenOrder } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi, type TestApi } from '../testing/start-api.ts'

const SUPPRESSED = '/v1/suppressed-addresses'

async function statesOf (api: TestApi): Promise<string[]> {
  const rows = await notificationsOf(api.deps).db.selectFrom('message').select(['id', 'channel', 'state']).orderBy('id').execute()
  return rows.map(({ channel, state }) => `${channel} ${state}`)
}

t.test('an admin sees to which addresses nothing is sent any more, and lets one be sent to again', async (t) => {
  const api = await startApi(t)
  const admin = await api.as('admin')
  const deps = notificationsOf(api.deps)
  await givenOrder(api, 'initial_review')
  await deliverNotices(api)
  for (const { id: messageId } of await deps.db.selectFrom('message').select('id').execute()) {
    await recordBounce(deps, { messageId, permanent: true, code: '5.1.1' })
  }
  const { data: [newest], nextCursor } = (await send(api, SUPPRESSED, admin, { query: { limit: '1' } })).json()
  const { data: [oldest], nextCursor: end } = (await send(api, SUPPRESSED, admin, { query: { cursor: nextCursor } })).json()
  t.equal(end, null)
  t.match([newest, oldest].toSorted((one, other) => one.channel < other.channel ? -1 : 1), [
    { channel: 'mail', address: 'o***@example.com', accountId: 'acme', note: 'report_5.1.1', suppressedAt: api.deps.now().toISOString() },
    { channel: 'sms', address: /^138\*+/ }
  ])

  const mail = [newest, oldest].find(({ channel }) => channel === 'mail')
  t.equal((await send(api, `${SUPPRESSED}/${mail.messageId}`, admin, { method: 'DELETE' })).statusCode, 204)
  t.match((await send(api, `${SUPPRESSED}/${mail.messageId}`, admin, { method: 'DELETE' })).json(), { status: 404, code: 'suppressed_address_not_found' })
  t.equal((await send(api, SUPPRESSED, admin)).json().data.length, 1)
  await givenOrder(api, 'initial_review', 2)
  await deliverNotices(api)
  t.strictSame((await statesOf(api)).slice(-2).toSorted(), ['mail pending', 'sms suppressed'], 'what comes now is sent there')
})

t.test('it is nobody else\'s business, and an id of nothing is nothing', async (t) => {
  const api = await startApi(t)
  for (const role of ['applicant', 'reviewer', 'bureau_operator', 'integrator']) {
    t.equal((await send(api, SUPPRESSED, await api.as(role))).statusCode, 403, role)
  }
  const reply = await send(api, `${SUPPRESSED}/nonsense`, await api.as('admin'), { method: 'DELETE' })
  t.match(reply.json(), { status: 404, code: 'suppressed_address_not_found' })
})
