import t from 'tap'
import { givenOrder } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi } from '../testing/start-api.ts'

t.test('an account deletes what it has abandoned, with its history', async (t) => {
  const api = await startApi(t)
  const applicant = await api.as('applicant')
  const { id } = await givenOrder(api, 'abandoned')
  const reply = await send(api, `/v1/orders/${id}`, applicant, { method: 'DELETE' })
  t.match([reply.statusCode, reply.body], [204, ''])
  t.equal((await send(api, `/v1/orders/${id}`, applicant)).statusCode, 404)
  t.same(await api.deps.db.selectFrom('order_history').select('version').where('order_id', '=', id).execute(), [])
})

t.test('nothing else is deleted, and by nobody else', async (t) => {
  const api = await startApi(t)
  const draft = await givenOrder(api, 'draft', 1)
  const abandoned = await givenOrder(api, 'abandoned', 2)
  const remove = async (id: string, caller: Record<string, string>, headers = {}) => {
    const reply = await send(api, `/v1/orders/${id}`, caller, { method: 'DELETE', headers })
    return [reply.statusCode, reply.json().code]
  }
  const applicant = await api.as('applicant')
  t.same(await remove(draft.id, applicant), [409, 'illegal_transition'])
  t.same(await remove(abandoned.id, await api.as('applicant', { account: 'other', sub: 'x' })), [404, 'order_not_found'])
  t.same(await remove(abandoned.id, await api.as('admin')), [403, 'role_not_allowed'])
  t.same(await remove(abandoned.id, applicant, { 'if-match': '"1"' }), [412, 'version_mismatch'])
})
