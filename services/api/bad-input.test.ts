import t from 'tap'
import { exampleOrder } from '../orders/testing/example-order.ts'
import { writeCursor } from './cursor.ts'
import { AN_OBJECTION, ask, claim, givenOrder } from './testing/given-order.ts'
import { send } from './testing/send.ts'
import { startApi } from './testing/start-api.ts'

t.test('a query that PostgreSQL or a Date could not read is refused by its field', async (t) => {
  const api = await startApi(t)
  const reviewer = await api.as('reviewer')
  const { id } = await givenOrder(api)
  const cases: Array<[string, Record<string, string>]> = [
    ...['q', 'province', 'accountId'].flatMap((name): Array<[string, Record<string, string>]> =>
      ['\0', 'a\0b', 'a\u0007', 'a\nb'].map((value) => ['/v1/orders', { [name]: value }])),
    ...BAD_MOMENTS.map((updatedAfter): [string, Record<string, string>] => ['/v1/orders', { updatedAfter }]),
    ...BAD_MOMENTS.map((dueBefore): [string, Record<string, string>] => ['/v1/review-tasks', { dueBefore }]),
    ...['province', 'assignee'].map((name): [string, Record<string, string>] => ['/v1/review-tasks', { [name]: '\0' }]),
    ['/v1/review-tasks', { orderId: `urn:uuid:${id}` }],
    ...['2026-02-30T10:00:00.000Z', '2026-13-45T99:99:99.000Z', '0000-01-01T00:00:00.000Z'].map((dueAt): [string, Record<string, string>] =>
      ['/v1/review-tasks', { cursor: writeCursor(`${dueAt} ${id}`) }])
  ]
  for (const [path, query] of cases) {
    const reply = await send(api, path, reviewer, { query })
    const { code, errors } = reply.json()
    t.match([reply.statusCode, code], [400, 'request_invalid'], `${path} ${JSON.stringify(query)}: ${reply.body}`)
    t.match(errors, [{ field: Object.keys(query)[0], message: String }])
    t.equal(errors.length, 1, 'one fault, told once')
  }
  t.equal((await send(api, '/v1/orders', reviewer, { query: { updatedAfter: '2026-01-01T08:00:00.5+08:00', q: '示例%_' } })).statusCode, 200)
})

const BAD_MOMENTS = ['2016-12-31T23:59:60Z', '2026-01-01 00:00:00Z', '2026-01-01T00:00:00+0000', '2026-02-30T00:00:00Z', '2026-01-01T00:00:00']

t.test('a body with control characters is refused; lines in a reason are not', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const reviewer = await api.as('reviewer')
  const { id } = await givenOrder(api, 'initial_review')
  const { leaseToken } = await claim(api, id, reviewer)
  const cases: Array<[string, string, Record<string, string>, object]> = [
    ['externalReference', '/v1/orders', applicant, { ...exampleOrder(2), externalReference: 'a\0b' }],
    ['externalReference', '/v1/orders', applicant, { ...exampleOrder(2), externalReference: '\ud800' }],
    ['accountId', '/v1/orders', reviewer, { ...exampleOrder(2), accountId: 'a\0' }],
    ['province', '/v1/review-tasks/claim-next', reviewer, { province: '\0' }],
    ['reason', `/v1/orders/${id}/withdraw`, applicant, { reason: 'a\0b' }],
    ['findings[0].message', `/v1/orders/${id}/reject`, reviewer, { leaseToken, findings: [{ ...AN_OBJECTION, message: 'a\0b' }] }],
    ['findings[0].suggestion', `/v1/orders/${id}/reject`, reviewer, { leaseToken, findings: [{ ...AN_OBJECTION, suggestion: { zh: '\u0001', en: 'x' } }] }],
    ['leaseToken', `/v1/orders/${id}/pass`, reviewer, { leaseToken: `urn:uuid:${leaseToken}` }]
  ]
  for (const [field, path, caller, body] of cases) {
    const reply = await send(api, path, caller, { body })
    t.match([reply.statusCode, reply.json()], [400, { code: 'request_invalid', errors: [{ field }] }], `${field}: ${reply.body}`)
  }
  t.equal((await send(api, `/v1/orders/${id}/withdraw`, applicant, { body: { reason: 'first\n\tsecond' } })).statusCode, 200)
})

t.test('a lease token works in capitals as well', async (t) => {
  const api = await startApi(t)
  const reviewer = await api.as('reviewer')
  const { id } = await givenOrder(api, 'initial_review')
  const lease = await claim(api, id, reviewer)
  const leaseToken = lease.leaseToken.toUpperCase()
  t.match(await ask(api, `/v1/review-tasks/${lease.id.toUpperCase()}/renew`, reviewer, { leaseToken }), { leaseToken: lease.leaseToken })
  const found = await send(api, '/v1/review-tasks', reviewer, { query: { orderId: id.toUpperCase() } })
  t.equal(found.json().data.length, 1)
  t.match(await ask(api, `/v1/orders/${id}/pass`, reviewer, { leaseToken }), { state: 'bureau_queue' })
  const other = await givenOrder(api, 'initial_review', 2)
  const { leaseToken: second } = await claim(api, other.id, reviewer)
  t.match(await ask(api, `/v1/orders/${other.id}/reject`, reviewer, { leaseToken: second.toUpperCase(), findings: [AN_OBJECTION] }), { state: 'initial_rejected' })
})

t.test('an id that is too long and an address with a slash too many are not there', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const { id } = await givenOrder(api)
  const answer = async (path: string) => {
    const reply = await send(api, path, applicant)
    return [reply.statusCode, reply.json().code]
  }
  t.same(await answer(`/v1/orders/${'a'.repeat(300)}`), [404, 'order_not_found'])
  t.same(await answer(`/v1/orders/${id}/`), [404, 'route_not_found'])
  t.same(await answer('/v1/orders/'), [404, 'order_not_found'])
})

t.test('the name of an unknown field is repeated up to 64 characters', async (t) => {
  const api = await startApi(t)
  const reply = await send(api, '/v1/orders', await api.as('applicant'), { body: { ...exampleOrder(1), ['x'.repeat(5000)]: 1 } })
  t.match(reply.json().errors, [{ field: 'x'.repeat(64), code: 'UNKNOWN_FIELD' }])
  t.equal(reply.json().errors[0].field.length, 64)
})
