import t from 'tap'
import { POLICY_PRESETS } from '../../machines/order/policy/policy-presets.ts'
import type { ExplainedReason } from '../../machines/order/refusal-reasons.ts'
import { eraseContent } from '../orders/effects/erase-content.ts'
import { exampleOrder } from '../orders/testing/example-order.ts'
import { fireTimers } from '../orders/timers/fire-timers.ts'
import type { OrderView } from '../orders/order-view.ts'
import { send } from './testing/send.ts'
import { startApi, type TestApi } from './testing/start-api.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const KEY = { 'idempotency-key': 'a key of mine' }

/** An order that has expired where the policy keeps nothing, and lost all it said. */
async function givenErasedOrder (api: TestApi) {
  const applicant = await api.as('applicant')
  const placed = await send(api, '/v1/orders', applicant, { body: exampleOrder(1), headers: KEY })
  const { id } = placed.json<OrderView>()
  api.moveClock(46 * DAY_MS)
  await fireTimers(api.deps)
  const { id: effectId } = await api.deps.db.selectFrom('outbox').select('id').where('kind', '=', 'erase_content').executeTakeFirstOrThrow()
  await eraseContent(api.deps, { effectId, orderId: id })
  const order = (await send(api, `/v1/orders/${id}`, applicant)).json<OrderView>()
  return { applicant, id, order, headers: { 'if-match': `"${order.version}"` } }
}

t.test('of an order that was erased every request is answered as `actions` says', async (t) => {
  const api = await startApi(t, { policy: POLICY_PRESETS.alibaba })
  const { applicant, id, order, headers } = await givenErasedOrder(api)
  t.strictSame([order.state, order.content], ['expired', {}])
  const refused = new Map(order.actions.map(({ action, reasons }) => [action, reasons?.map(({ code }) => code)]))
  t.strictSame([refused.get('edit'), refused.get('submit')], [['policy_forbids'], ['policy_forbids']])

  const codes = (reply: { json<T> (): T }) => {
    const { code, reasons } = reply.json<{ code: string, reasons?: ExplainedReason[] }>()
    return [code, reasons?.map((reason) => reason.code)]
  }
  for (const content of [{ service: { name: '另一个名称' } }, { subject: { name: 'x' } }, {}]) {
    const edited = await send(api, `/v1/orders/${id}`, applicant, { method: 'PATCH', body: { content }, headers })
    t.strictSame([edited.statusCode, codes(edited)], [409, ['illegal_transition', refused.get('edit')]])
  }
  const submitted = await send(api, `/v1/orders/${id}/submit`, applicant, { body: {} })
  t.strictSame([submitted.statusCode, codes(submitted)], [409, ['illegal_transition', refused.get('submit')]])
  t.strictSame((await send(api, `/v1/orders/${id}/check`, applicant, { body: {} })).json().findings, [], 'there is nothing to find fault with')

  await send(api, `/v1/orders/${id}/abandon`, applicant, { body: {} })
  const abandoned = await send(api, `/v1/orders/${id}`, applicant, { method: 'PATCH', body: { content: {} }, headers: { 'if-match': `"${order.version + 1}"` } })
  t.strictSame([abandoned.statusCode, codes(abandoned)], [409, ['illegal_transition', ['not_in_this_state']]])
})

t.test('a repeated key does not bring back what was erased, nor place the order again', async (t) => {
  const api = await startApi(t, { policy: POLICY_PRESETS.alibaba })
  const { applicant, id } = await givenErasedOrder(api)
  for (const [language, words] of [['en', /was done.*erased/], ['zh', /已执行.*永久删除/]] as const) {
    const again = await send(api, '/v1/orders', applicant, { body: exampleOrder(1), headers: { ...KEY, 'accept-language': language } })
    t.match([again.statusCode, again.json()], [410, { code: 'answer_erased', orderId: id, detail: words }])
    t.notOk(again.body.includes(exampleOrder(1).certificateNumber))
  }
  const other = await send(api, '/v1/orders', applicant, { body: exampleOrder(2), headers: KEY })
  t.match([other.statusCode, other.json().code], [422, 'idempotency_key_reused'])
  const orders = await api.deps.db.selectFrom('filing_order').select('id').execute()
  t.strictSame(orders.map((order) => order.id), [id])
})
