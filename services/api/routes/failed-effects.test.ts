import { randomUUID } from 'node:crypto'
import t from 'tap'
import { givenOrder } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi, type TestApi } from '../testing/start-api.ts'

async function givenFailed ({ deps }: TestApi, orderId: string, count: number): Promise<string[]> {
  const at = deps.now()
  const rows = Array.from({ length: count }, (_, n) => ({
    id: `0193e2a4-0000-7000-8000-00000000000${n}`,
    order_id: orderId,
    version: 1,
    kind: 'notify' as const,
    payload: '{}',
    status: 'failed' as const,
    note: 'tries_exhausted',
    due_at: at,
    done_at: at
  }))
  await deps.db.insertInto('outbox').values(rows).execute()
  return rows.map(({ id }) => id).reverse()
}

t.test('whoever keeps it alive sees what failed, newest first, and lets it be tried again', async (t) => {
  const api = await startApi(t)
  const { id: orderId } = await givenOrder(api, 'draft')
  const ids = await givenFailed(api, orderId, 3)
  for (const role of ['admin', 'bureau_operator']) {
    const headers = await api.as(role)
    const first = (await send(api, '/v1/queue/failed-effects', headers, { query: { limit: '2' } })).json()
    t.match(first.data[0], { id: ids[0], orderId, version: 1, kind: 'notify', note: 'tries_exhausted', failedAt: String, timesQueued: 0 })
    const second = (await send(api, '/v1/queue/failed-effects', headers, { query: { cursor: first.nextCursor } })).json()
    t.same([...first.data, ...second.data].map(({ id }: { id: string }) => id), ids)
  }
  const admin = await api.as('admin')
  const retry = async () => await send(api, `/v1/queue/failed-effects/${ids[1]}/retry`, admin, { method: 'POST' })
  t.equal((await retry()).statusCode, 204)
  t.match(await api.deps.db.selectFrom('outbox').select(['status', 'note']).where('id', '=', ids[1]!).executeTakeFirst(), { status: 'pending', note: null })
  t.match((await retry()).json(), { status: 404, code: 'failed_effect_not_found' })
  t.same((await send(api, '/v1/queue/failed-effects', admin)).json().data.length, 2)
})

t.test('nobody else does, and an id of nothing is nothing', async (t) => {
  const api = await startApi(t)
  for (const role of ['applicant', 'reviewer', 'integrator']) {
    t.equal((await send(api, '/v1/queue/failed-effects', await api.as(role))).statusCode, 403, role)
  }
  const admin = await api.as('admin')
  for (const id of [randomUUID(), 'none']) {
    t.equal((await send(api, `/v1/queue/failed-effects/${id}/retry`, admin, { method: 'POST' })).statusCode, 404)
  }
})
