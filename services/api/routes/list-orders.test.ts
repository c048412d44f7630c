import t from 'tap'
import { exampleOrder } from '../../orders/testing/example-order.ts'
import { givenOrder } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi } from '../testing/start-api.ts'

const idsOf = (reply: { json (): { data: Array<{ id: string }> } }) => reply.json().data.map(({ id }) => id)

t.test('pages follow one another, newest first, and stay while orders change', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const ids: string[] = []
  for (let n = 1; n <= 5; n++) ids.unshift((await givenOrder(api, 'draft', n)).id)
  const first = await send(api, '/v1/orders', applicant, { query: { limit: '2' } })
  await send(api, `/v1/orders/${ids[3]}/submit`, applicant, { body: {} })
  await givenOrder(api, 'draft', 6)
  const second = await send(api, '/v1/orders', applicant, { query: { limit: '2', cursor: first.json().nextCursor } })
  const third = await send(api, '/v1/orders', applicant, { query: { limit: '2', cursor: second.json().nextCursor } })
  t.same([...idsOf(first), ...idsOf(second), ...idsOf(third)], ids)
  t.equal(third.json().nextCursor, null)
})

t.test('a list can be narrowed', async (t) => {
  const api = await startApi(t)
  const reviewer = await api.as('reviewer')
  const draft = await givenOrder(api, 'draft', 1)
  const submitted = await givenOrder(api, 'initial_review', 2)
  const find = async (query: Record<string, string>) => idsOf(await send(api, '/v1/orders', reviewer, { query }))
  const { certificateNumber, service: { domain } } = exampleOrder(2)
  t.same(await find({ state: 'draft' }), [draft.id])
  t.same(await find({ province: 'beijing' }), [])
  t.same(await find({ orderType: 'first_filing', accountId: 'acme' }), [submitted.id, draft.id])
  t.same(await find({ accountId: 'other' }), [])
  for (const q of [submitted.number, submitted.id, domain!, certificateNumber]) t.same(await find({ q }), [submitted.id], q)
  t.same(await find({ updatedAfter: '2026-01-05T01:59:59Z' }), [submitted.id, draft.id])
  t.same(await find({ updatedAfter: '2026-01-05T02:00:00Z' }), [])
})

t.test('an account sees its own orders only', async (t) => {
  const api = await startApi(t)
  await givenOrder(api)
  const other = await api.as('applicant', { account: 'other', sub: 'zhao' })
  t.same(idsOf(await send(api, '/v1/orders', other)), [])
  t.same(idsOf(await send(api, '/v1/orders', other, { query: { accountId: 'acme' } })), [])
})

t.test('a query that is not documented is refused with its field', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const cases: Array<[Record<string, string>, string]> = [
    [{ limit: '0' }, 'limit'], [{ limit: '101' }, 'limit'], [{ limit: '1.5' }, 'limit'], [{ limit: '' }, 'limit'], [{ limit: 'ten' }, 'limit'],
    [{ cursor: 'nonsense' }, 'cursor'], [{ cursor: Buffer.from('nonsense').toString('base64url') }, 'cursor'],
    [{ state: 'lost' }, 'state'], [{ sort: 'name' }, 'sort'], [{ updatedAfter: 'yesterday' }, 'updatedAfter']
  ]
  for (const [query, field] of cases) {
    const reply = await send(api, '/v1/orders', applicant, { query })
    t.match([reply.statusCode, reply.json()], [400, { code: 'request_invalid', errors: [{ field }] }], JSON.stringify(query))
  }
})
