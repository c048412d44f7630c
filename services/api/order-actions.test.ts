import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import type { LightMyRequestResponse } from 'fastify'
import { REQUEST_TYPES, type RequestType } from '../../machines/order/order-events.ts'
import { explainReasons, type ExplainedReason } from '../../machines/order/refusal-reasons.ts'
import { REQUESTS_OF_ROLE } from '../../machines/order/requests-of-role.ts'
import type { OrderAction } from '../orders/actions-for.ts'
import type { OrderView } from '../orders/order-view.ts'
import type { StoredOrder } from '../orders/stored-order.ts'
import { givenFiled } from '../orders/testing/given-filed.ts'
import { givenOrdersIn } from '../orders/testing/given-orders-in.ts'
import { askForAction } from './testing/order-actions/ask-for-action.ts'
import { callerBefore, everyCaller, type Caller } from './testing/order-actions/callers.ts'
import { everySituation, type Situation } from './testing/order-actions/situations.ts'
import { send } from './testing/send.ts'
import { startApi, TODAY, type TestApi } from './testing/start-api.ts'

const AT_ONCE = 12

/** Pinned, so that the test cannot shrink unseen. A pair is of a preset and a state: every caller tries every request there. */
const TRIED = { situations: 539, requests: 16002, pairs: 63 }

type Expected = { status: number, code?: string, reasons?: ExplainedReason[] }
/** One request of one caller in one situation, and what `actions` said about it beforehand. */
type Case = { situation: Situation, order: StoredOrder, caller: Caller, type: RequestType, expected: Expected }

t.test('what `actions` says is what every request is answered: each preset, type, state, role and request', async (t) => {
  const api = await startApi(t)
  const callers = await everyCaller(api)
  const situations = everySituation(TODAY)
  const orders = await givenSituations(api, situations, 1)
  const standing = situations.map((situation, index) => ({ situation, order: orders[index]! }))
  const cases = await inPortions(standing, async ({ situation, order }) => {
    const present = callers.filter(({ isCounterparty }) => !isCounterparty || situation.counterparty)
    const promised = await Promise.all(present.map(async (caller) => await casesOf(api, situation, order, caller)))
    return promised.flat().filter(({ expected }) => isWorthTrying(situation, expected))
  })

  const [allowed, refused] = [cases.filter(isAllowed), cases.filter((one) => !isAllowed(one))]
  const fresh = await givenSituations(api, allowed.map(({ situation }) => situation), situations.length + 1)
  const wrong = [
    ...await inPortions(refused, async (one) => await tryOut(api, one)),
    ...await inPortions(allowed.map((one, index) => ({ ...one, order: fresh[index]! })), async (one) => await tryOut(api, one))
  ]
  t.strictSame(wrong.slice(0, 5), [], `${wrong.length} of ${cases.length} were answered otherwise`)

  const moved = await api.deps.db.selectFrom('filing_order').select('id').where('version', '<>', 1).execute()
  t.strictSame(moved.map(({ id }) => id).sort(), fresh.map(({ id }) => id).sort(), 'what is allowed makes a version, what is refused does not')
  const pairs = new Set(situations.map(({ order: { state, context } }) => `${context.policy.preset} ${state}`))
  t.strictSame({ situations: situations.length, requests: cases.length, pairs: pairs.size }, TRIED, 'nothing was left out')
  const counted = Map.groupBy(cases, ({ expected: { status, reasons } }) => [status, reasons?.[0]?.code].filter(Boolean).join(' '))
  t.comment([...counted].map(([outcome, some]) => `${outcome}: ${some.length}`).join(', '))
})

/** An order of a company of its own in each situation; what it is about is filed. */
async function givenSituations (api: TestApi, situations: Situation[], from: number): Promise<StoredOrder[]> {
  const given = situations.map((situation, index) => {
    const n = from + index
    return { ...situation, n, ...situation.counterparty !== undefined && { account: `acme-${n}`, counterparty: `beta-${n}` } }
  })
  await givenFiled(api.deps, given.flatMap(({ n, order, account = 'acme', counterparty }) => [
    ...counterparty === undefined ? [] : [{ n, account }],
    ...order.context.orderType === 'migrate_service' ? [{ n: n + 100_000, account: counterparty! }] : [],
    ...order.context.orderType === 'add_service' ? [{ n, account, domain: `filed-${n}.cn` }] : []
  ]))
  return await givenOrdersIn(api.deps, given)
}

/** What follows from the role alone, or from the state alone, is tried once for each. */
function isWorthTrying (situation: Situation, { status, reasons }: Expected): boolean {
  if (status === 403) return situation.isFirst
  return !situation.isVariant || reasons?.[0]?.code !== 'not_in_this_state'
}

/** What `actions` promises a caller about each request there is. */
async function casesOf (api: TestApi, situation: Situation, order: StoredOrder, caller: Caller): Promise<Case[]> {
  const { headers } = await callerBefore(api, caller, order)
  const reply = await send(api, `/v1/orders/${order.id}`, headers)
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
async function tryOut (api: TestApi, { situation, order, caller, type, expected }: Case): Promise<object[]> {
  const answered = answerOf(await askForAction(api, order, type, await callerBefore(api, caller, order)))
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
