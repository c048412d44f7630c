import t from 'tap'
import { randomUUIDv7 } from 'node:crypto'
import { notificationsOf } from '../../notifications/testing/notifications-of.ts'
import { givenOrder } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi } from '../testing/start-api.ts'

t.test('messages reach the account, or the staff, that they are for', async (t) => {
  const api = await startApi(t)
  const { id } = await givenOrder(api, 'initial_review')
  const message = (audience: 'applicant' | 'reviewers' | 'bureau_operators', version: number) => ({
    id: randomUUIDv7(),
    order_id: id,
    version,
    occasion: `${id}:${version}`,
    audience,
    account_id: audience === 'applicant' ? 'acme' : null,
    template: 'order_submitted' as const,
    parameters: null,
    created_at: api.deps.now(),
    read_at: null
  })
  await notificationsOf(api.deps).db.insertInto('notification').values([
    message('applicant', 2), message('reviewers', 2), message('bureau_operators', 3), message('applicant', 4)
  ]).execute()
  const list = async (role: string, more = {}, query = {}) => (await send(api, '/v1/notifications', await api.as(role, more), { query })).json()
  const audiences = async (role: string, more = {}) => (await list(role, more)).data.map(({ audience }: { audience: string }) => audience)
  t.same(await audiences('applicant'), ['applicant', 'applicant'])
  t.same(await audiences('applicant', { account: 'other' }), [])
  t.same(await audiences('reviewer'), ['reviewers'])
  t.same(await audiences('bureau_operator'), ['bureau_operators'])
  t.same((await audiences('admin')).toSorted(), ['bureau_operators', 'reviewers'])
  t.same(await audiences('integrator'), [])
  const first = await list('applicant', {}, { limit: '1' })
  const second = await list('applicant', {}, { limit: '1', cursor: first.nextCursor })
  t.match([first.data, second.data], [[{ orderId: id, template: 'order_submitted', readAt: null }], [{ orderId: id }]])
  t.same([first.data[0].id > second.data[0].id, second.nextCursor], [true, null])
})
