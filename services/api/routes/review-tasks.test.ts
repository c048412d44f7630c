import t from 'tap'
import type { Lease, ReviewTask } from '../../orders/review/review-tasks.ts'
import { ask, claim, givenOrder } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi } from '../testing/start-api.ts'

const MINUTE_MS = 60_000

t.test('the queue is ordered by due date and read page by page', async (t) => {
  const api = await startApi(t)
  const reviewer = await api.as('reviewer')
  const ids: string[] = []
  for (let n = 1; n <= 3; n++) {
    ids.push((await givenOrder(api, 'initial_review', n)).id)
    if (n === 1) api.moveClock(MINUTE_MS) // the second and the third are due at the same moment
  }
  const first = (await send(api, '/v1/review-tasks', reviewer, { query: { limit: '2' } })).json()
  const second = (await send(api, '/v1/review-tasks', reviewer, { query: { limit: '2', cursor: first.nextCursor } })).json()
  const seen = [...first.data, ...second.data].map(({ orderId }: ReviewTask) => orderId)
  t.equal(seen[0], ids[0])
  t.same(seen.toSorted(), ids.toSorted())
  t.equal(second.nextCursor, null)
})

t.test('tasks can be filtered', async (t) => {
  const api = await startApi(t)
  const reviewer = await api.as('reviewer')
  const { id } = await givenOrder(api, 'initial_review', 1)
  const other = await givenOrder(api, 'initial_review', 2)
  await claim(api, id, reviewer)
  const find = async (query: Record<string, string>) =>
    (await send(api, '/v1/review-tasks', reviewer, { query })).json<{ data: ReviewTask[] }>().data.map(({ orderId }) => orderId)
  t.same(await find({ state: 'claimed' }), [id])
  t.same(await find({ state: 'waiting' }), [other.id])
  t.same(await find({ assignee: 'reviewer-1' }), [id])
  t.same(await find({ orderId: other.id }), [other.id])
  t.same(await find({ province: 'beijing' }), [])
  t.same(await find({ dueBefore: '2026-01-05T02:00:00Z' }), [])
})

t.test('a claimed task is one reviewer\'s until released, or until the lease runs out', async (t) => {
  const api = await startApi(t)
  const lin = await api.as('reviewer', { sub: 'lin' })
  const wu = await api.as('reviewer', { sub: 'wu' })
  const { id } = await givenOrder(api, 'initial_review')
  const lease = await claim(api, id, lin)
  const task = `/v1/review-tasks/${lease.id}`
  const taken = await send(api, `${task}/claim`, wu, { body: {} })
  t.match([taken.statusCode, taken.json()], [409, { code: 'review_task_claimed', assignee: 'lin' }])
  const { leaseToken } = lease
  api.moveClock(10 * MINUTE_MS)
  t.match(await ask<Lease>(api, `${task}/renew`, lin, { leaseToken }), { leaseToken, leaseExpiresAt: '2026-01-05T02:25:00.000Z' })
  t.match((await send(api, `${task}/renew`, wu, { body: { leaseToken } })).json(), { code: 'lease_lost' })
  t.match(await ask<ReviewTask>(api, `${task}/release`, lin, { leaseToken }), { state: 'waiting', assignee: null })
  t.equal((await send(api, `${task}/claim`, wu, { body: {} })).statusCode, 200)
  api.moveClock(20 * MINUTE_MS)
  t.equal((await send(api, `${task}/claim`, lin, { body: {} })).statusCode, 200)
})

t.test('reviewers who ask for the next task get different ones, first due first; then there is none', async (t) => {
  const api = await startApi(t)
  for (let n = 1; n <= 4; n++) await givenOrder(api, 'initial_review', n)
  const replies = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(async (sub) =>
    await send(api, '/v1/review-tasks/claim-next', await api.as('reviewer', { sub }), { body: {} })))
  t.same(replies.map(({ statusCode }) => statusCode).toSorted(), [200, 200, 200, 200, 204])
  const leases = replies.filter(({ statusCode }) => statusCode === 200).map((reply) => reply.json<Lease>())
  t.equal(new Set(leases.map(({ id }) => id)).size, 4)
  t.match(leases[0], { state: 'claimed', leaseToken: /^[0-9a-f-]{36}$/ })
})

t.test('under four-eyes the next task is never the one that waits for somebody else', async (t) => {
  const api = await startApi(t, { policy: { fourEyes: true } })
  const lin = await api.as('reviewer', { sub: 'lin' })
  const { id } = await givenOrder(api, 'initial_review')
  const { leaseToken } = await claim(api, id, lin)
  t.match(await ask(api, `/v1/orders/${id}/pass`, lin, { leaseToken }), { state: 'initial_review' })
  t.equal((await send(api, '/v1/review-tasks/claim-next', lin, { method: 'POST' })).statusCode, 204)
  t.equal((await send(api, '/v1/review-tasks/claim-next', await api.as('reviewer', { sub: 'wu' }), { method: 'POST' })).statusCode, 200)
})

t.test('an idempotency key is refused where no answer is kept', async (t) => {
  const api = await startApi(t, { testClock: true })
  const reviewer = await api.as('reviewer')
  const { id } = await givenOrder(api, 'initial_review')
  const { id: task, leaseToken } = await claim(api, id, reviewer)
  const admin = await api.as('admin')
  const cases: Array<[string, Record<string, string>, object]> = [
    [`/v1/review-tasks/${task}/claim`, reviewer, {}],
    ['/v1/review-tasks/claim-next', reviewer, {}],
    [`/v1/review-tasks/${task}/renew`, reviewer, { leaseToken }],
    [`/v1/review-tasks/${task}/release`, reviewer, { leaseToken }],
    [`/v1/orders/${id}/check`, reviewer, {}],
    ['/v1/test-clock', admin, { advance: 'P1D' }]
  ]
  for (const [path, caller, body] of cases) {
    const reply = await send(api, path, caller, { body, headers: { 'idempotency-key': 'k1' } })
    t.match([reply.statusCode, reply.json()], [400, {
      code: 'request_invalid', errors: [{ field: 'Idempotency-Key', code: 'NOT_SUPPORTED_HERE' }]
    }], `${path}: ${reply.body}`)
  }
  t.equal((await send(api, `/v1/review-tasks/${task}/claim`, reviewer, { body: {} })).statusCode, 200, 'a claim of one\'s own is safe to repeat')
})

t.test('the queue is for staff; only reviewers claim', async (t) => {
  const api = await startApi(t)
  const { id } = await givenOrder(api, 'initial_review')
  t.equal((await send(api, '/v1/review-tasks', await api.as('applicant'))).statusCode, 403)
  t.equal((await send(api, '/v1/review-tasks', await api.as('bureau_operator'))).statusCode, 200)
  t.equal((await send(api, '/v1/review-tasks/claim-next', await api.as('bureau_operator'), { body: {} })).statusCode, 403)
  for (const task of [id, 'nonsense']) {
    t.match((await send(api, `/v1/review-tasks/${task}/claim`, await api.as('reviewer'), { body: {} })).json(), { code: 'review_task_not_found' })
  }
})
