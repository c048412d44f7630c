import t from 'tap'
import { exampleOrder } from '../../orders/testing/example-order.ts'
import { AN_OBJECTION, ask, claim, givenOrder } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi, type TestApi } from '../testing/start-api.ts'

const KEY = { 'idempotency-key': 'k1' }

t.test('the answer to a command of staff is on record too, each time it is given', async (t) => {
  const api = await startApi(t)
  const reviewer = await api.as('reviewer')
  const { id } = await givenOrder(api, 'initial_review')
  const { leaseToken } = await claim(api, id, reviewer)
  t.same(await readers(api, id), [], 'a lease shows nothing')
  const pass = async () => await send(api, `/v1/orders/${id}/pass`, reviewer, { body: { leaseToken }, headers: KEY })
  t.match((await pass()).json(), { content: { subject: { principal: { mobile: '13800138001' } } } })
  t.same(await readers(api, id), ['reviewer-1'])
  t.equal((await pass()).headers['idempotency-replayed'], 'true')
  t.same(await readers(api, id), ['reviewer-1', 'reviewer-1'])
  await ask(api, `/v1/orders/${id}/send-to-bureau`, await api.as('admin'))
  t.same(await readers(api, id), ['reviewer-1', 'reviewer-1', 'admin-1'])
})

t.test('so is the answer to an objection; a refusal shows nothing', async (t) => {
  const api = await startApi(t)
  const reviewer = await api.as('reviewer')
  const { id } = await givenOrder(api, 'initial_review')
  const reject = async (body: object) => await send(api, `/v1/orders/${id}/reject`, reviewer, { body: { findings: [AN_OBJECTION], ...body }, headers: KEY })
  t.same([(await reject({})).statusCode, (await reject({})).statusCode], [409, 409])
  t.same(await readers(api, id), [])
  const { leaseToken } = await claim(api, id, reviewer)
  await ask(api, `/v1/orders/${id}/reject`, reviewer, { leaseToken, findings: [AN_OBJECTION] })
  t.same(await readers(api, id), ['reviewer-1'])
})

t.test('staff who place an order are on record; applicants, operators and integrators are not', async (t) => {
  const api = await startApi(t)
  let n = 0
  for (const [role, expected] of [['admin', ['admin-1']], ['reviewer', ['reviewer-1']], ['integrator', []], ['bureau_operator', []], ['applicant', []]] as const) {
    const placed = await ask<{ id: string }>(api, '/v1/orders', await api.as(role), { ...exampleOrder(++n), accountId: 'acme' })
    t.same(await readers(api, placed.id), expected, role)
  }
})

t.test('an answer is replayed after its order was deleted', async (t) => {
  const api = await startApi(t)
  const admin = await api.as('admin')
  const applicant = await api.as('applicant')
  const place = async () => await send(api, '/v1/orders', admin, { body: { ...exampleOrder(1), accountId: 'acme' }, headers: KEY })
  const { id } = (await place()).json()
  await ask(api, `/v1/orders/${id}/abandon`, applicant)
  t.equal((await send(api, `/v1/orders/${id}`, applicant, { method: 'DELETE' })).statusCode, 204)
  t.equal((await place()).statusCode, 201)
})

async function readers (api: TestApi, orderId: string): Promise<string[]> {
  const rows = await api.deps.db.selectFrom('personal_data_access').select('actor_id').where('order_id', '=', orderId).orderBy('at').execute()
  return rows.map(({ actor_id: reader }) => reader)
}
