import t from 'tap'
import { findOrder } from '../../orders/find-orders.ts'
import { viewOrder } from '../../orders/order-view.ts'
import { claim, givenOrder } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi } from '../testing/start-api.ts'

t.test('an order is answered whole: nothing is lost between the view and the wire', async (t) => {
  const api = await startApi(t)
  for (const [state, n] of [['draft', 1], ['initial_rejected', 2], ['bureau_submitting', 3]] as const) {
    const { id } = await givenOrder(api, state, n)
    const stored = await findOrder(api.deps, id)
    for (const role of ['applicant', 'reviewer', 'bureau_operator', 'admin', 'integrator'] as const) {
      const { statusCode, body } = await send(api, `/v1/orders/${id}`, await api.as(role))
      t.equal(statusCode, 200)
      const view = viewOrder(stored, { id: `${role}-1`, role }, api.deps.now())
      t.strictSame(JSON.parse(body), JSON.parse(JSON.stringify(view)), `${state}, ${role}`)
    }
  }
})

t.test('the ETag is the version of the order', async (t) => {
  const api = await startApi(t)
  const { id, version } = await givenOrder(api, 'initial_review')
  t.equal((await send(api, `/v1/orders/${id}`, await api.as('applicant'))).headers['etag'], `"${version}"`)
})

t.test('the order of another account, an unknown id and no id at all do not exist', async (t) => {
  const api = await startApi(t)
  const { id } = await givenOrder(api)
  const foreign = await api.as('applicant', { account: 'other', sub: 'zhao' })
  for (const path of [id, '0193e2a4-0000-7000-8000-000000000000', 'nonsense', '1']) {
    const reply = await send(api, `/v1/orders/${path}`, foreign)
    t.match([reply.statusCode, reply.json().code], [404, 'order_not_found'], path)
  }
})

t.test('who may not see personal data gets it masked; staff who may are on record', async (t) => {
  const api = await startApi(t)
  const { id } = await givenOrder(api, 'initial_review')
  const mobileFor = async (role: string) =>
    (await send(api, `/v1/orders/${id}`, await api.as(role))).json().content.subject.principal.mobile
  const readings = async () => await api.deps.db.selectFrom('personal_data_access').select(['order_id', 'actor_id', 'actor_role']).execute()
  t.equal(await mobileFor('applicant'), '13800138001')
  t.equal(await mobileFor('bureau_operator'), '138****8001')
  t.equal(await mobileFor('integrator'), '138****8001')
  t.strictSame(await readings(), [])
  t.equal(await mobileFor('reviewer'), '13800138001')
  t.strictSame(await readings(), [{ order_id: id, actor_id: 'reviewer-1', actor_role: 'reviewer' }])
})

t.test('a reviewer sees what a claim changes', async (t) => {
  const api = await startApi(t)
  const { id } = await givenOrder(api, 'initial_review')
  const reviewer = await api.as('reviewer')
  const passing = async () => (await send(api, `/v1/orders/${id}`, reviewer)).json().actions
    .find(({ action }: { action: string }) => action === 'pass')
  t.match(await passing(), { action: 'pass', allowed: false, reasons: [{ code: 'lease_required', message: { zh: /领取/, en: /[Cc]laim/ } }] })
  await claim(api, id, reviewer)
  t.same(await passing(), { action: 'pass', allowed: true, needs: ['leaseToken'] })
})
