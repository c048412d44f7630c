import t from 'tap'
import { send } from '../testing/send.ts'
import { startApi } from '../testing/start-api.ts'

t.test('without a valid token there is nothing below /v1 but what is public', async (t) => {
  const api = await startApi(t)
  const missing = await send(api, '/v1/orders', {})
  t.match([missing.statusCode, missing.json().code, missing.headers['www-authenticate']], [401, 'authentication_required', 'Bearer realm="beian"'])
  for (const authorization of ['Bearer nonsense', 'Basic bGluOmxpbg==', 'Bearer']) {
    t.equal((await send(api, '/v1/orders', { authorization })).statusCode, 401, authorization)
  }
  t.equal((await send(api, '/v1/meta/provinces', {})).statusCode, 200)
})

t.test('everybody learns who they are and what they may do', async (t) => {
  const api = await startApi(t)
  t.match((await send(api, '/v1/me', await api.as('applicant'))).json(), {
    subject: 'applicant-1', role: 'applicant', accountId: 'acme', actions: ['edit', 'submit', 'withdraw', 'abandon', 'confirm', 'decline', 'resend']
  })
  t.match((await send(api, '/v1/me', await api.as('bureau_operator'))).json(), { accountId: null, actions: ['resend', 'request_correction', 'reject', 'send_to_bureau'] })
})

t.test('a request id is taken when it is fit to be logged, and kept in the history', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const { default: example } = await import('../../rules/example-order.json', { with: { type: 'json' } })
  const placed = await send(api, '/v1/orders', applicant, { body: example, headers: { 'x-request-id': 'gateway:42/a' } })
  t.equal(placed.headers['x-request-id'], 'gateway:42/a')
  const history = await send(api, `/v1/orders/${placed.json().id}/history`, applicant, { headers: { 'x-request-id': 'two words' } })
  t.equal(history.json().data[0].requestId, 'gateway:42/a')
  t.match(history.headers['x-request-id'], /^[0-9a-f-]{36}$/)
})

t.test('browsers of the configured origins may read what they need, also of a refusal', async (t) => {
  const api = await startApi(t, { corsOrigins: ['https://console.example'] })
  const refused = await send(api, '/v1/orders', {}, { headers: { origin: 'https://console.example' } })
  t.equal(refused.statusCode, 401)
  t.equal(refused.headers['access-control-allow-origin'], 'https://console.example')
  t.match(refused.headers['access-control-expose-headers'], /ETag.*Location.*RateLimit.*X-Request-Id/)
  t.match(refused.headers['vary'], /Origin/)
  const preflight = await api.app.inject({
    method: 'OPTIONS',
    url: '/v1/orders/1',
    headers: { origin: 'https://console.example', 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'authorization,if-match' }
  })
  t.match([preflight.statusCode, preflight.headers['access-control-allow-methods']], [204, /PATCH/])
  const stranger = await send(api, '/v1/orders', {}, { headers: { origin: 'https://evil.example' } })
  t.not(stranger.headers['access-control-allow-origin'], 'https://evil.example')
})
