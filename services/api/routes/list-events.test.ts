import t from 'tap'
import { publishEvents } from '../../orders/events/publish-events.ts'
import { givenOrder } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi, type TestApi } from '../testing/start-api.ts'

type Page = { data: Array<{ id: string, type: string, orderId: string, sequence: number }>, nextCursor: string, hasMore: boolean }

const publish = async ({ deps }: TestApi) => await publishEvents(deps, 500, async () => {})
const read = async (api: TestApi, query: Record<string, string>, role = 'applicant', more = {}) =>
  await send(api, '/v1/events', await api.as(role, more), { query })
const page = async (...asked: Parameters<typeof read>) => (await read(...asked)).json<Page>()

t.test('whoever reads on from the cursor gets every event once', async (t) => {
  const api = await startApi(t)
  await givenOrder(api, 'initial_review', 1)
  await publish(api)
  const first = await page(api, { limit: '1' })
  t.match(first, { data: [{ type: 'order.created', sequence: 1, previousSequence: null }], hasMore: true })
  const second = await page(api, { after: first.nextCursor })
  t.match(second, { data: [{ type: 'order.submitted', sequence: 2, previousSequence: 1, data: { from: 'draft', cause: 'submit' } }], hasMore: false })
  t.strictSame((await page(api, { after: second.nextCursor })).data, [], 'nothing more yet')
  await givenOrder(api, 'draft', 2)
  await publish(api)
  t.match((await page(api, { after: second.nextCursor })).data, [{ type: 'order.created' }])
  t.match((await page(api, { after: first.data[0]!.id })).data, [{ type: 'order.submitted' }, { type: 'order.created' }], 'the id of an event will do')
})

t.test('filters by type, province and order, alone and several at once', async (t) => {
  const api = await startApi(t)
  const { id } = await givenOrder(api, 'bureau_queue', 1)
  await givenOrder(api, 'initial_review', 2)
  await publish(api)
  const types = async (query: string) => (await send(api, `/v1/events?${query}`, await api.as('admin'))).json<Page>().data.map(({ type }) => type)
  t.strictSame((await types('type=order.submitted&type=order.initial_passed')).toSorted(), ['order.initial_passed', 'order.submitted', 'order.submitted'])
  t.strictSame(await types(`orderId=${id}&type=order.submitted`), ['order.submitted'])
  t.strictSame(await types('province=beijing'), [])
  t.equal((await types('province=guangdong&province=beijing')).length, 5)
})

t.test('an account sees its own, who acts for any sees all, and who has no business with it none', async (t) => {
  const api = await startApi(t)
  await givenOrder(api)
  await publish(api)
  t.equal((await page(api, {})).data.length, 1)
  t.equal((await page(api, {}, 'applicant', { account: 'other' })).data.length, 0)
  const foreign = await page(api, { accountId: 'acme' }, 'applicant', { account: 'other' })
  t.strictSame(foreign, await page(api, {}, 'applicant', { account: 'other' }), 'nothing, and where to read on all the same')
  t.equal((await page(api, {}, 'integrator')).data.length, 1)
  t.equal((await page(api, { accountId: 'other' }, 'admin')).data.length, 0)
  t.equal((await read(api, {}, 'reviewer')).statusCode, 403)
})

t.test('what cannot be read on from is refused, and says what to do', async (t) => {
  const api = await startApi(t)
  await givenOrder(api)
  await publish(api)
  const refusal = async (query: Record<string, string>) => {
    const reply = await read(api, query)
    return [reply.statusCode, reply.json().errors?.[0]?.field]
  }
  t.strictSame(await refusal({ after: 'nonsense' }), [400, 'after'])
  t.strictSame(await refusal({ after: '0198f5a0-0000-7000-8000-000000000000' }), [400, 'after'])
  t.strictSame(await refusal({ type: 'order.nonsense' }), [400, 'type'])
  const choices = /must be one of order\.created, .*filing\.notice$/
  t.match((await read(api, { type: 'order.nonsense' })).json().errors, [{ field: 'type', code: 'NOT_IN_LIST', message: choices }])
  const several = await send(api, '/v1/events?type=order.created&type=order.nonsense', await api.as('admin'))
  t.match(several.json().errors, [{ field: 'type[1]', code: 'NOT_IN_LIST', message: choices }])
  const twice = await send(api, '/v1/events?type=order.created&type=order.created', await api.as('admin'))
  t.match(twice.json().errors, [{ field: 'type', code: 'DUPLICATE' }])
  t.strictSame(await refusal({ since: 'yesterday' }), [400, 'since'])
  const { nextCursor } = await page(api, {})
  const forgotten = { forgotten_to: 1000, forgotten_to_id: '0198f5a0-0000-7000-8000-000000000001' }
  await api.deps.db.updateTable('event_retention').set(forgotten).execute()
  for (const after of [nextCursor, '0198f5a0-0000-7000-8000-000000000000']) {
    const reply = await read(api, { after })
    t.match([reply.statusCode, reply.json()], [410, { code: 'cursor_expired' }])
  }
  t.strictSame(await refusal({ after: '0198f5a0-0000-7000-8000-000000000002' }), [400, 'after'])
})

t.test('the document of the API and the list of types say what is sent', async (t) => {
  const api = await startApi(t)
  const { webhooks } = (await send(api, '/openapi.json', {})).json<{ webhooks: Record<string, { post: { requestBody: { content: object } } }> }>()
  const { data } = (await send(api, '/v1/meta/event-types', {})).json<{ data: Array<{ type: string, schema: object, subscribable: boolean }> }>()
  t.strictSame(Object.keys(webhooks), data.map(({ type }) => type))
  t.ok(data.length > 20)
  t.strictSame(data.filter(({ subscribable }) => !subscribable).map(({ type }) => type), ['webhook.verification', 'webhook.test'])
  for (const { type, schema } of data) {
    t.strictSame(webhooks[type]!.post.requestBody.content, { 'application/json': { schema } })
    t.match(schema, { properties: { type: { const: type }, sequence: { type: 'integer' }, data: { type: 'object' } } })
  }
})
