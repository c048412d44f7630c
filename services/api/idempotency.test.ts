import t from 'tap'
import { exampleOrder } from '../orders/testing/example-order.ts'
import { claim, givenOrder } from './testing/given-order.ts'
import { send } from './testing/send.ts'
import { startApi, type TestApi } from './testing/start-api.ts'

const KEY = { 'idempotency-key': 'a key of mine' }

t.test('the same order sent again is placed once and answered the same', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const first = await send(api, '/v1/orders', applicant, { body: exampleOrder(1), headers: KEY })
  const second = await send(api, '/v1/orders', applicant, { body: exampleOrder(1), headers: KEY })
  t.same([first.statusCode, second.statusCode], [201, 201])
  t.equal(second.body, first.body, 'to the byte')
  t.equal(first.headers['idempotency-replayed'], undefined)
  t.match(second.headers, { 'idempotency-replayed': 'true', etag: '"1"', location: first.headers['location'], 'content-type': first.headers['content-type'] })
  t.equal((await send(api, '/v1/orders', applicant)).json().data.length, 1)
})

t.test('ten duplicates at once: one is applied, nine are replayed', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const tenTimes = async (path: string, body: object) => {
    const replies = await Promise.all(Array.from({ length: 10 }, async () => await send(api, path, applicant, { body, headers: KEY })))
    t.equal(new Set(replies.map((reply) => reply.body)).size, 1, 'one answer')
    t.equal(replies.filter(({ headers }) => headers['idempotency-replayed'] === 'true').length, 9)
    return replies[0]!
  }
  const placed = await tenTimes('/v1/orders', exampleOrder(1))
  t.equal(placed.statusCode, 201)
  const { id } = await givenOrder(api, 'draft', 2)
  const other = { ...KEY, 'idempotency-key': 'another' }
  const replies = await Promise.all(Array.from({ length: 10 }, async () => await send(api, `/v1/orders/${id}/submit`, applicant, { body: {}, headers: other })))
  t.same(replies.map(({ statusCode }) => statusCode), Array(10).fill(200))
  t.equal(replies.filter(({ headers }) => headers['idempotency-replayed'] === 'true').length, 9)
  t.equal(await versionOf(api, id), 2)
})

t.test('a key stands for one request', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const { id } = await givenOrder(api)
  await send(api, `/v1/orders/${id}/submit`, applicant, { body: {}, headers: KEY })
  for (const [path, body] of [['submit', { reason: 'other' }], ['withdraw', {}]] as const) {
    const reply = await send(api, `/v1/orders/${id}/${path}`, applicant, { body, headers: KEY })
    t.match([reply.statusCode, reply.json().code], [422, 'idempotency_key_reused'], path)
  }
  const colleague = await send(api, `/v1/orders/${id}/withdraw`, await api.as('applicant', { sub: 'colleague' }), { body: {}, headers: KEY })
  t.equal(colleague.statusCode, 200, 'keys are per caller')
})

t.test('a refusal decided on the order is remembered, even when it would succeed by now', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const { id } = await givenOrder(api)
  const refused = await send(api, `/v1/orders/${id}/withdraw`, applicant, { body: {}, headers: KEY })
  await send(api, `/v1/orders/${id}/submit`, applicant, { body: {} })
  const again = await send(api, `/v1/orders/${id}/withdraw`, applicant, { body: {}, headers: KEY })
  t.same([refused.statusCode, again.statusCode], [409, 409])
  t.equal(again.body, refused.body)
  t.match(again.headers, { 'idempotency-replayed': 'true', 'content-type': /problem\+json/ })
})

t.test('what may turn out differently is not remembered', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  t.equal((await send(api, '/v1/orders', applicant, { body: { ...exampleOrder(1), colour: 1 }, headers: KEY })).statusCode, 400)
  t.equal((await send(api, '/v1/orders', applicant, { body: exampleOrder(1), headers: KEY })).statusCode, 201)
})

t.test('a decision is answered again after its lease is gone', async (t) => {
  const api = await startApi(t)
  const reviewer = await api.as('reviewer')
  const { id } = await givenOrder(api, 'initial_review')
  const { leaseToken } = await claim(api, id, reviewer)
  const pass = async () => await send(api, `/v1/orders/${id}/pass`, reviewer, { body: { leaseToken }, headers: KEY })
  const first = await pass()
  api.moveClock(60 * 60 * 1000)
  const second = await pass()
  t.same([first.statusCode, second.statusCode, second.body], [200, 200, first.body])
})

t.test('what is remembered is sealed', async (t) => {
  const api = await startApi(t)
  await send(api, '/v1/orders', await api.as('applicant'), { body: exampleOrder(1), headers: KEY })
  const [record] = await api.deps.db.selectFrom('idempotency_record').selectAll().execute()
  t.notOk(record!.answer.includes('13800138001'))
})

async function versionOf (api: TestApi, id: string): Promise<number> {
  return (await api.deps.db.selectFrom('filing_order').select('version').where('id', '=', id).executeTakeFirstOrThrow()).version
}
