import { readFile } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import type { LightMyRequestResponse } from 'fastify'
import { REQUEST_TYPES, type RequestType } from '../../machines/order/order-events.ts'
import { POLICY_PRESETS } from '../../machines/order/policy-presets.ts'
import { explainReasons, REFUSAL_REASONS, type ExplainedReason } from '../../machines/order/refusal-reasons.ts'
import { REQUESTS_OF_ROLE } from '../../machines/order/requests-of-role.ts'
import type { OrderAction } from '../orders/actions-for.ts'
import type { OrderView } from '../orders/order-view.ts'
import type { StoredOrder } from '../orders/stored-order.ts'
import { givenOrdersIn } from '../orders/testing/given-orders-in.ts'
import { reachStates } from '../orders/testing/reach-states.ts'
import { AN_OBJECTION, claim, givenOrder } from './testing/given-order.ts'
import { askForAction } from './testing/order-actions/ask-for-action.ts'
import { everyCaller, type Caller } from './testing/order-actions/callers.ts'
import { everySituation, type Situation } from './testing/order-actions/situations.ts'
import { send } from './testing/send.ts'
import { startApi, TODAY, type TestApi } from './testing/start-api.ts'

const AT_ONCE = 12

/** Pinned, so that the test cannot shrink unseen. A pair is of a preset and a state: every caller tries every request there. */
const TRIED = { situations: 0, requests: 0, pairs: 63 }

type Expected = { status: number, code?: string, reasons?: ExplainedReason[] }
/** One request of one caller in one situation, and what `actions` said about it beforehand. */
type Case = { situation: Situation, order: StoredOrder, caller: Caller, type: RequestType, expected: Expected }

t.test('what `actions` says is what every request is answered: each preset, type, state, role and request', async (t) => {
  const api = await startApi(t)
  const callers = await everyCaller(api)
  const situations = everySituation(TODAY)
  const orders = await givenOrdersIn(api.deps, situations.map((situation, n) => ({ ...situation, n: n + 1 })))
  const standing = situations.map((situation, index) => ({ situation, order: orders[index]! }))
  const cases = await inPortions(standing, async ({ situation, order }) => {
    const present = callers.filter(({ isCounterparty }) => !isCounterparty || situation.counterparty)
    const promised = await Promise.all(present.map(async (caller) => await casesOf(api, situation, order, caller)))
    return promised.flat().filter(({ expected }) => isWorthTrying(situation, expected))
  })

  const [allowed, refused] = [cases.filter(isAllowed), cases.filter((one) => !isAllowed(one))]
  const fresh = await givenOrdersIn(api.deps, allowed.map(({ situation }, n) => ({ ...situation, n: situations.length + n + 1 })))
  const wrong = [
    ...await inPortions(refused, async (one) => await try_(api, one)),
    ...await inPortions(allowed.map((one, index) => ({ ...one, order: fresh[index]! })), async (one) => await try_(api, one))
  ]
  t.strictSame(wrong, [])

  const moved = await api.deps.db.selectFrom('filing_order').select('id').where('version', '<>', 1).execute()
  t.strictSame(moved.map(({ id }) => id).sort(), fresh.map(({ id }) => id).sort(), 'what is allowed makes a version, what is refused does not')
  const pairs = new Set(situations.map(({ order: { state, context } }) => `${context.policy.preset} ${state}`))
  t.strictSame({ situations: situations.length, requests: cases.length, pairs: pairs.size }, TRIED, 'nothing was left out')
  const counted = Map.groupBy(cases, ({ expected: { status, reasons } }) => [status, reasons?.[0]?.code].filter(Boolean).join(' '))
  t.comment([...counted].map(([outcome, some]) => `${outcome}: ${some.length}`).join(', '))
})

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
  t.strictSame(Object.fromEntries(rows), REFUSAL_REASONS)
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

/** What follows from the role alone, or from the state alone, is tried once for each. */
function isWorthTrying (situation: Situation, { status, reasons }: Expected): boolean {
  if (status === 403) return situation.isFirst
  return !situation.isVariant || reasons?.[0]?.code !== 'not_in_this_state'
}

/** What `actions` promises a caller about each request there is. */
async function casesOf (api: TestApi, situation: Situation, order: StoredOrder, caller: Caller): Promise<Case[]> {
  const reply = await send(api, `/v1/orders/${order.id}`, caller.headers)
  const actions = reply.statusCode === 200 ? reply.json<OrderView>().actions : null
  return REQUEST_TYPES.map((type) => ({ situation, order, caller, type, expected: expectedOf(actions, type, caller) }))
}

function expectedOf (actions: OrderAction[] | null, type: RequestType, { role, isCounterparty }: Caller): Expected {
  if (!REQUESTS_OF_ROLE[role].includes(type)) return { status: 403, code: 'role_not_allowed' }
  if (actions === null) return { status: 404, code: 'order_not_found' }
  const action = actions.find((one) => one.action === (type === 'save' ? 'edit' : type))
  if (action?.allowed) return { status: 200 }
  const hidden = isCounterparty && !REQUESTS_OF_ROLE.counterparty.includes(type) ? 'role_not_allowed' : 'not_in_this_state'
  const reasons = action?.reasons ?? explainReasons([{ code: hidden }])
  return { status: 409, code: reasons[0]?.code === 'lease_required' ? 'lease_lost' : 'illegal_transition', reasons }
}

function isAllowed ({ expected: { status } }: Case): boolean {
  return status === 200
}

/** What was answered instead; nothing when it was as `actions` said. */
async function try_ (api: TestApi, { situation, order, caller, type, expected }: Case): Promise<object[]> {
  const answered = answerOf(await askForAction(api, order, type, caller))
  return isDeepStrictEqual(answered, expected) ? [] : [{ where: situation.name, who: caller.name, type, answered, expected }]
}

function answerOf (reply: LightMyRequestResponse): Expected {
  const { code, reasons } = reply.json<{ code?: string, reasons?: ExplainedReason[] }>()
  return { status: reply.statusCode, ...code !== undefined && { code }, ...reasons && { reasons } }
}

async function inPortions<Item, Result> (items: Item[], work: (item: Item) => Promise<Result[]>): Promise<Result[]> {
  const results: Result[] = []
  for (let from = 0; from < items.length; from += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(work))).flat())
  }
  return results
}
