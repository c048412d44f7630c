import t from 'tap'
import { send } from '../testing/send.ts'
import { startApi } from '../testing/start-api.ts'

t.test('a process that cannot serve says what to do about it', async (t) => {
  const api = await startApi(t, { readiness: async () => [{ name: 'database', ok: true }, { name: 'queue', ok: false, remedy: 'start Redis' }] })
  const reply = await api.app.inject('/readyz')
  t.equal(reply.statusCode, 503)
  t.same(reply.json(), { ready: false, checks: [{ name: 'database', ok: true }, { name: 'queue', ok: false, remedy: 'start Redis' }] })
})

t.test('figures count requests by route, never by address', async (t) => {
  const api = await startApi(t)
  await send(api, '/v1/orders/0193e2a4-0000-7000-8000-000000000000', await api.as('applicant'))
  const { headers, body } = await api.app.inject('/metrics')
  t.match(headers['content-type'], /^text\/plain/)
  t.match(body, /http_request_duration_seconds_count\{method="GET",route="\/v1\/orders\/:orderId",status="404"\} 1/)
  t.match(body, /process_resident_memory_bytes/)
  t.notMatch(body, /0193e2a4/)
})
