import { readFile } from 'node:fs/promises'
import t from 'tap'
import { POLICY_PRESETS } from '../../machines/order/policy/policy-presets.ts'
import { explainReasons, REFUSAL_REASONS, type ExplainedReason } from '../../machines/order/refusal-reasons.ts'
import { ENDPOINT_REFUSALS } from '../../machines/webhook-endpoint/endpoint-errors.ts'
import type { OrderView } from '../orders/order-view.ts'
import { givenOrdersIn } from '../orders/testing/given-orders-in.ts'
import { reachStates } from '../orders/testing/reach-states.ts'
import { AN_OBJECTION, claim, givenOrder } from './testing/given-order.ts'
import { send } from './testing/send.ts'
import { startApi, TODAY } from './testing/start-api.ts'

t.test('what an action needs is named, and without it the request is refused', async (t) => {
  const api = await startApi(t, { policy: POLICY_PRESETS.alibaba })
  const { id } = await givenOrder(api, 'initial_review')
  const [applicant, reviewer] = [await api.as('applicant'), await api.as('reviewer')]
  const { leaseToken } = await claim(api, id, reviewer)
  const needsOf = async (caller: { authorization: string }) => Object.fromEntries(
    (await send(api, `/v1/orders/${id}`, caller)).json<OrderView>().actions.filter(({ allowed }) => allowed).map(({ action, needs }) => [action, needs]))
  t.strictSame(await needsOf(applicant), { withdraw: ['reason'] })
  t.strictSame(await needsOf(reviewer), { pass: ['leaseToken'], reject: ['findings', 'leaseToken'], request_correction: ['findings', 'leaseToken'] })

  const post = async (request: string, caller: { authorization: string }, body: object) => {
    const reply = await send(api, `/v1/orders/${id}/${request}`, caller, { body })
    return [reply.statusCode, reply.json().code, reply.json().reasons?.map(({ code }: ExplainedReason) => code)]
  }
  t.strictSame(await post('withdraw', applicant, {}), [409, 'illegal_transition', ['reason_required']])
  t.strictSame(await post('reject', reviewer, { leaseToken }), [400, 'request_invalid', undefined])
  t.strictSame(await post('reject', reviewer, { findings: [AN_OBJECTION] }), [409, 'lease_lost', ['lease_required']])
  t.strictSame(await post('reject', reviewer, { leaseToken, findings: [AN_OBJECTION] }), [200, undefined, undefined])
})

t.test('an action that needs nothing does not say so', async (t) => {
  const api = await startApi(t)
  const { actions } = await givenOrder(api)
  t.strictSame(actions, [{ action: 'edit', allowed: true }, { action: 'submit', allowed: true }, { action: 'abandon', allowed: true }])
})

t.test('the other account learns nothing from an edit: a value that it guessed is refused as any other is', async (t) => {
  const api = await startApi(t)
  const birth = { orderType: 'transfer' as const, province: 'guangdong', createdAt: TODAY, policy: POLICY_PRESETS.huawei, contentHash: '', findings: [] }
  const [order] = await givenOrdersIn(api.deps, [{ n: 1, order: reachStates(birth).get('counterparty_confirmation')!, counterparty: 'beta' }])
  const { mobile } = order!.content.subject!.principal!
  const beta = await api.as('applicant', { account: 'beta' })
  for (const guess of [mobile, '13800138009']) {
    const body = { content: { subject: { principal: { mobile: guess } } } }
    const reply = await send(api, `/v1/orders/${order!.id}`, beta, { method: 'PATCH', body, headers: { 'if-match': '"1"' } })
    t.match([reply.statusCode, reply.json()], [409, { code: 'illegal_transition', reasons: [{ code: 'role_not_allowed' }] }])
  }
})

t.test('every reason is a code of the OpenAPI document, explained in docs/problems.md in the words of the answer', async (t) => {
  const api = await startApi(t)
  const { components } = (await send(api, '/openapi.json', {})).json()
  const schemas = [components.schemas.Order.properties.actions.items.properties.reasons, components.schemas.Problem.properties.reasons]
  for (const { items: { properties: { code, message }, required } } of schemas) {
    t.strictSame(code.enum, Object.keys(REFUSAL_REASONS))
    t.strictSame([required, message.required], [['code', 'message'], ['zh', 'en']])
  }
  const page = await readFile(new URL('../../docs/problems.md', import.meta.url), 'utf8')
  const rows = [...page.matchAll(/^\| `(\w+)` \| (.+?) \| (.+?) \|$/gm)].map(([, code, zh, en]) => [code, { zh, en }])
  t.strictSame(Object.fromEntries(rows), { ...REFUSAL_REASONS, ...ENDPOINT_REFUSALS })
})

t.test('a reason is told in both languages, and the detail in that of the caller', async (t) => {
  const api = await startApi(t)
  const { id } = await givenOrder(api)
  const applicant = await api.as('applicant')
  for (const [method, path] of [['POST', `/v1/orders/${id}/withdraw`], ['DELETE', `/v1/orders/${id}`]] as const) {
    const reply = await send(api, path, applicant, { method, headers: { 'accept-language': 'zh' } })
    t.match([reply.statusCode, reply.json()], [409, {
      detail: /^订单处于“待完善备案信息”，不能执行该操作：订单当前状态不支持该操作。$/, reasons: explainReasons([{ code: 'not_in_this_state' }])
    }], method)
  }
})
