import t from 'tap'
import { exampleOrder } from '../orders/testing/example-order.ts'
import { givenOrder } from './testing/given-order.ts'
import { send, type Sent } from './testing/send.ts'
import { startApi } from './testing/start-api.ts'

t.test('of two reasons to refuse, the one that comes first in the contract is answered', async (t) => {
  const api = await startApi(t)
  const { id } = await givenOrder(api, 'draft', 1)
  const order = `/v1/orders/${id}`
  const applicant = await api.as('applicant')
  const foreign = await api.as('applicant', { account: 'other', sub: 'zhao' })
  const reviewer = await api.as('reviewer')
  const used = { 'idempotency-key': 'used' }
  const stale = { 'if-match': '"99"' }
  await send(api, `${order}/submit`, applicant, { body: { reason: 'first' }, headers: used }) // the order is in review from here on

  const unknown = { reason: 'x', colour: 'red' }
  const change = { content: { service: { name: 'another' } } }
  const cases: Array<[string, number, string, Record<string, string>, Sent]> = [
    ['401 before 403', 401, `${order}/pass`, {}, { body: {} }],
    ['401 before 400', 401, `${order}/submit`, {}, { body: unknown }],
    ['401 before 404', 401, '/v1/orders/nothing', {}, {}],
    ['403 before 400', 403, `${order}/submit`, reviewer, { body: unknown }],
    ['403 before 400, malformed', 403, `${order}/submit`, reviewer, { body: '{' }],
    ['403 before 404', 403, '/v1/orders/nothing/submit', reviewer, { body: {} }],
    ['403 before 428', 403, order, reviewer, { method: 'PATCH', body: change }],
    ['403 before 409', 403, `${order}/submit`, reviewer, { body: {} }],
    ['400 before 404', 400, `${order}/submit`, foreign, { body: unknown }],
    ['400 before 404, of a patch', 400, order, foreign, { method: 'PATCH', body: { content: { subject: { nmae: 'x' } } } }],
    ['400 before 428', 400, order, applicant, { method: 'PATCH', body: { content: { subject: { nmae: 'x' } } } }],
    ['400 before idempotency', 400, `${order}/submit`, applicant, { body: unknown, headers: used }],
    ['400 before idempotency, of a new order', 400, '/v1/orders', applicant, { body: { ...exampleOrder(9), certificateNumber: '91440300MA5DEM012E' }, headers: used }],
    ['400 before 412', 400, `${order}/submit`, applicant, { body: unknown, headers: stale }],
    ['400 before 409', 400, `${order}/submit`, applicant, { body: unknown }],
    ['404 before 428', 404, order, foreign, { method: 'PATCH', body: change }],
    ['404 before idempotency', 404, `${order}/withdraw`, foreign, { body: {}, headers: used }],
    ['404 before 412', 404, `${order}/submit`, foreign, { body: {}, headers: stale }],
    ['404 before 409', 404, `${order}/submit`, foreign, { body: {} }],
    ['428 before 409', 428, order, applicant, { method: 'PATCH', body: change }],
    ['idempotency before 412', 422, `${order}/withdraw`, applicant, { body: {}, headers: { ...used, ...stale } }],
    ['idempotency before 409', 422, `${order}/submit`, applicant, { body: {}, headers: used }],
    ['412 before 409', 412, `${order}/submit`, applicant, { body: {}, headers: stale }],
    ['412 before 409, of a patch', 412, order, applicant, { method: 'PATCH', body: change, headers: stale }],
    ['409 at last', 409, `${order}/submit`, applicant, { body: {} }],
    ['409 at last, of a patch', 409, order, applicant, { method: 'PATCH', body: change, headers: { 'if-match': '"2"' } }]
  ]
  for (const [name, status, path, caller, sent] of cases) {
    const reply = await send(api, path, caller, sent)
    t.equal(reply.statusCode, status, `${name}: ${reply.body}`)
    t.match(reply.headers['content-type'], /^application\/problem\+json/)
  }
})

t.test('what cannot be read is refused as a problem', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const text = { 'content-type': 'text/plain' }
  const cases: Array<[string, number, string, Sent & { path?: string }]> = [
    ['malformed JSON', 400, 'body_malformed', { body: '{"province":' }],
    ['JSON that poisons prototypes', 400, 'body_malformed', { body: '{"__proto__":{"a":1}}' }],
    ['no body', 400, 'request_invalid', { method: 'POST' }],
    ['an empty body', 400, 'request_invalid', { body: '' }],
    ['another type', 415, 'media_type_unsupported', { body: 'hello', headers: text }],
    ['more than a mebibyte', 413, 'body_too_large', { body: JSON.stringify({ province: 'x'.repeat(1024 * 1024) }) }],
    ['an unknown address', 404, 'route_not_found', { path: '/v1/nothing' }],
    ['a method that is not there', 405, 'method_not_allowed', { method: 'PUT', body: {} }],
    ['an idempotency key that is too long', 400, 'request_invalid', { body: exampleOrder(1), headers: { 'idempotency-key': 'x'.repeat(256) } }],
    ['an empty one', 400, 'request_invalid', { body: exampleOrder(1), headers: { 'idempotency-key': '' } }]
  ]
  for (const [name, status, code, { path = '/v1/orders', ...sent }] of cases) {
    const reply = await send(api, path, applicant, sent)
    t.match([reply.statusCode, reply.json()], [status, { code, type: `/problems/${code}`, status, requestId: String }], `${name}: ${reply.body}`)
  }
  const { headers } = await send(api, '/v1/orders', applicant, { method: 'PUT', body: {} })
  t.equal(headers['allow'], 'GET, HEAD, POST')
})

t.test('problems speak the language of the caller', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const { id } = await givenOrder(api)
  const say = async (language: string) => {
    const { headers, json } = await send(api, `/v1/orders/${id}/withdraw`, applicant, { body: {}, headers: { 'accept-language': language } })
    return [headers['content-language'], json().title, json().detail]
  }
  t.match(await say('zh-CN,zh;q=0.9,en;q=0.8'), ['zh', '订单当前不能执行该操作', /订单处于“待完善备案信息”/])
  t.match(await say('en-GB, zh;q=0.5'), ['en', 'The order does not accept this now', /An order in draft does not accept withdraw/])
  t.match(await say('fr'), ['en'])
  const wrong = await send(api, '/v1/orders', applicant, { body: { ...exampleOrder(2), colour: 1 }, headers: { 'accept-language': 'zh' } })
  t.equal(wrong.json().errors[0].message, '没有这个字段')
})

t.test('too many requests are refused, with the time to wait', async (t) => {
  const api = await startApi(t, { requestsPerMinute: 2 })
  const applicant = await api.as('applicant')
  const first = await send(api, '/v1/me', applicant)
  t.equal(first.headers['ratelimit-policy'], '"default";q=2;w=60')
  t.equal(first.headers['ratelimit'], '"default";r=1;t=60')
  await send(api, '/v1/me', applicant)
  const third = await send(api, '/v1/me', applicant)
  t.match([third.statusCode, third.json().code, third.headers['retry-after']], [429, 'rate_limited', '60'])
  t.equal((await send(api, '/v1/me', await api.as('reviewer'))).statusCode, 200, 'another caller has their own count')
  t.equal((await send(api, '/healthz', {})).statusCode, 200)
})
