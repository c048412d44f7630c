import t from 'tap'
import { notificationsOf } from '../../notifications/testing/notifications-of.ts'
import { send } from '../testing/send.ts'
import { startApi } from '../testing/start-api.ts'

const PREFERENCES = {
  language: 'en',
  channels: { progress: ['mail'], decisions: ['in_site', 'sms'] },
  quietHoursForMail: true,
  receivers: [{ name: '陈示例', email: 'chen@example.com', mobile: '13800138009', kinds: ['decisions'] }]
}
const PATH = '/v1/notification-preferences'

t.test('an account chooses who is told what; what it chose is sealed, and another account sees its own', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const read = async (caller: typeof applicant, query = {}) => (await send(api, PATH, caller, { query })).json()
  t.same(await read(applicant), { language: 'zh', channels: {}, quietHoursForMail: false, receivers: [] })
  const put = await send(api, PATH, applicant, { method: 'PUT', body: PREFERENCES })
  t.same([put.statusCode, put.json()], [200, PREFERENCES])
  t.same(await read(applicant), PREFERENCES)
  t.match(await read(await api.as('applicant', { account: 'other' })), { receivers: [] })
  t.same(await read(await api.as('admin'), { accountId: 'acme' }), PREFERENCES)
  t.match((await send(api, PATH, await api.as('admin'))).json().errors, [{ field: 'accountId' }])
  for (const role of ['reviewer', 'bureau_operator', 'integrator']) { // they act for every account, and shall not redirect its mail
    t.equal((await send(api, PATH, await api.as(role), { query: { accountId: 'acme' } })).statusCode, 403)
    t.equal((await send(api, PATH, await api.as(role), { method: 'PUT', body: {}, query: { accountId: 'acme' } })).statusCode, 403)
  }
  t.match((await send(api, PATH, applicant, { query: { accountId: 'other' } })).json().errors, [{ field: 'accountId', code: 'ACCOUNT_NOT_YOURS' }])
  const rows = await notificationsOf(api.deps).db.selectFrom('notification_preference').selectAll().execute()
  t.notMatch(rows[0]!.preferences.toString('utf8'), /chen|13800138009|陈/)
})

t.test('what cannot be is refused by its field', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const cases: Array<[string, object]> = [
    ['channels.decisions', { channels: { decisions: ['mail'] } }],
    ['channels.reminders', { channels: { reminders: [] } }],
    ['channels.progress[0]', { channels: { progress: ['pigeon'] } }],
    ['channels.news', { channels: { news: [] } }],
    ['receivers[0]', { receivers: [{ name: 'A' }] }],
    ['receivers[1].email', { receivers: [{ name: 'A', email: 'a@example.com' }, { name: 'B', email: 'b@' }] }],
    ['receivers[0].mobile', { receivers: [{ name: 'A', mobile: '02088880000' }] }],
    ['receivers[0].name', { receivers: [{ mobile: '13800138009' }] }],
    ['receivers[0].name', { receivers: [{ name: 'a\nb', mobile: '13800138009' }] }],
    ['receivers', { receivers: Array.from({ length: 16 }, (_, n) => ({ name: `n${n}`, email: `n${n}@example.com` })) }],
    ['language', { language: 'fr' }],
    ['quietHoursForMail', { quietHoursForMail: undefined }]
  ]
  for (const [field, change] of cases) {
    const reply = await send(api, PATH, applicant, { method: 'PUT', body: { ...PREFERENCES, ...change } })
    t.match([reply.statusCode, reply.json().errors], [400, [{ field, message: String }]], `${field}: ${reply.body}`)
    t.notMatch(reply.body, /02088880000/)
  }
})
