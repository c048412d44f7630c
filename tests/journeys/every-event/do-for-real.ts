import { applyOrderEvent } from '../../../services/orders/apply-order-event.ts'
import { fireTimers } from '../../../services/orders/timers/fire-timers.ts'
import { AN_OBJECTION, claim } from '../../../services/api/testing/given-order.ts'
import { send } from '../../../services/api/testing/send.ts'
import type { TestApi } from '../../../services/api/testing/start-api.ts'
import { isFact, isRequest, type OrderFact, type OrderRequest } from '../../../machines/order/order-events.ts'
import type { Foreseen } from './explore.ts'

/** An order, its account, and the one to which it may lead. */
export type Walker = { api: TestApi, id: string, account: string, other: string }

/** How the service took it: the status of a request; whether a fact was applied. */
export async function doForReal (walker: Walker, { event, next }: Foreseen): Promise<number | 'recorded' | 'fired'> {
  if (isRequest(event)) return await ask(walker, event, next !== null)
  if (isFact(event)) return await tell(walker, event)
  return await waitFor(walker, (event as { type: string }).type.split('.')[2]!.toLowerCase())
}

let causes = 0
const NAMES = ['产品展示', '企业展示', '服务展示', '新闻展示', '技术展示', '品牌展示', '商品展示', '案例展示']
const edits = new Map<string, number>()

async function ask ({ api, id, account, other }: Walker, { type, by, reason }: OrderRequest, isAccepted: boolean): Promise<number> {
  const isApplicant = by.role === 'counterparty' || by.role === 'applicant'
  const caller = await api.as(isApplicant ? 'applicant' : by.role, { sub: by.id, ...isApplicant && { account: by.role === 'counterparty' ? other : account } })
  const path = `/v1/orders/${id}`
  if (type === 'save') {
    const { version } = await api.deps.db.selectFrom('filing_order').select('version').where('id', '=', id).executeTakeFirstOrThrow()
    edits.set(id, (edits.get(id) ?? -1) + 1)
    const body = { content: { service: { name: `示例科技${NAMES[edits.get(id)! % NAMES.length]}平台` } } }
    return (await send(api, path, caller, { method: 'PATCH', body, headers: { 'if-match': `"${version}"` } })).statusCode
  }
  const isObjection = type === 'reject' || type === 'request_correction'
  const { state } = await api.deps.db.selectFrom('filing_order').select('state').where('id', '=', id).executeTakeFirstOrThrow()
  const lease = state === 'initial_review' && isAccepted && (isObjection || type === 'pass') ? await claim(api, id, caller) : null
  const body = {
    ...isObjection && { findings: [AN_OBJECTION] },
    ...lease && { leaseToken: lease.leaseToken },
    ...reason !== undefined && { reason: 'so that it goes on' }
  }
  return (await send(api, `${path}/${type.replaceAll('_', '-')}`, caller, { body })).statusCode
}

/** As the worker tells an order what the bureau has said. */
async function tell ({ api, id }: Walker, fact: OrderFact): Promise<'recorded'> {
  const event = { ...fact, at: api.deps.now().toISOString(), causeId: `cause-${++causes}` }
  const words = { message: { zh: '不符合要求', en: 'does not do' }, suggestion: null }
  await applyOrderEvent(api.deps, id, { event, ...'findings' in fact && { findings: fact.findings.map((one) => ({ ...one, ...words })) } })
  return 'recorded'
}

/** Time passes until this deadline, and is set back: the next order is to begin on the same day. */
async function waitFor ({ api, id }: Walker, name: string): Promise<'fired'> {
  const { due_at: due } = await api.deps.db.selectFrom('order_timer').select('due_at')
    .where('order_id', '=', id).where('name', '=', name).executeTakeFirstOrThrow()
  const ms = due.getTime() - api.deps.now().getTime()
  api.moveClock(ms)
  while (await fireTimers(api.deps) > 0);
  api.moveClock(-ms)
  return 'fired'
}
