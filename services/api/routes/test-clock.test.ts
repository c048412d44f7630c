import t from 'tap'
import { send } from '../testing/send.ts'
import { startApi } from '../testing/start-api.ts'

t.test('an admin moves the test clock, and nobody else', async (t) => {
  const api = await startApi(t, { testClock: true })
  const admin = await api.as('admin')
  const { now, followers } = (await send(api, '/v1/test-clock', admin)).json()
  t.equal(now, '2026-01-05T02:00:00.000Z')
  t.match(followers.find(({ name }: { name: string }) => name === 'access_tokens'), { follows: false, note: { en: /real time/ } })
  const move = async (body: object) => await send(api, '/v1/test-clock', admin, { body })
  t.match((await move({ advance: 'P1DT2H30M' })).json(), { now: '2026-01-06T04:30:00.000Z', fired: 0 })
  t.match((await move({ to: '2026-02-01T00:00:00Z' })).json(), { now: '2026-02-01T00:00:00.000Z' })
  for (const body of [{ to: '2026-01-01T00:00:00Z' }, { advance: 'P1M' }, { advance: 'P' }, { advance: 'PT0S' }, { advance: '-P1D' }, {}, { advance: 'P1D', to: '2027-01-01T00:00:00Z' }]) {
    t.match((await move(body)).statusCode, 400, JSON.stringify(body))
  }
  t.equal((await send(api, '/v1/test-clock', await api.as('reviewer'), { body: { advance: 'P1D' } })).statusCode, 403)
})

t.test('the test clock is not moved to where it could not come back from', async (t) => {
  const api = await startApi(t, { testClock: true })
  const admin = await api.as('admin')
  for (const body of [{ to: '2100-01-01T00:00:00Z' }, { to: '9999-12-31T23:59:59Z' }, { advance: 'P30000D' }]) {
    const reply = await send(api, '/v1/test-clock', admin, { body })
    const [field] = Object.keys(body)
    t.match([reply.statusCode, reply.json().errors], [400, [{ field, code: 'TOO_FAR', message: /never goes back: choose/ }]])
  }
  for (const to of ['2026-12-31T23:59:60Z', '2026-12-31 00:00:00Z', '2026-12-31T00:00:00+0000']) {
    t.match((await send(api, '/v1/test-clock', admin, { body: { to } })).json(), { status: 400, errors: [{ field: 'to', code: 'WRONG_FORMAT' }] }, to)
  }
  t.match((await send(api, '/v1/test-clock', admin)).json(), { now: '2026-01-05T02:00:00.000Z' })
  t.equal((await send(api, '/v1/test-clock', admin, { body: { to: '2099-12-31T23:59:59Z' } })).statusCode, 200)
})

t.test('where the test clock is off, it does not exist', async (t) => {
  const api = await startApi(t)
  const admin = await api.as('admin')
  t.match((await send(api, '/v1/test-clock', admin)).json(), { code: 'test_clock_off', status: 404 })
  t.match((await send(api, '/v1/test-clock', admin, { body: { advance: 'P1D' } })).json(), { code: 'test_clock_off' })
})
