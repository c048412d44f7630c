import { reasonsToRefuse } from '../../machines/order/decide.ts'
import type { Actor, OrderRequest, RequestType } from '../../machines/order/order-events.ts'
import { explainReasons, type ExplainedReason, type RefusalCode, type RefusalReason } from '../../machines/order/refusal-reasons.ts'
import { REQUESTS_OF_ROLE } from '../../machines/order/requests-of-role.ts'
import { bareRequest } from './bare-request.ts'
import { latest } from './timers/moments.ts'
import { holdsLease } from './review/review-lease.ts'
import type { StoredOrder } from './stored-order.ts'

/** What a request has to bring along; without it, it is refused however much it is allowed. */
export type ActionNeed = 'findings' | 'reason' | 'leaseToken' | 'accountId'
export type OrderAction = { action: Exclude<RequestType, 'save'> | 'edit', allowed: boolean, needs?: ActionNeed[], reasons?: ExplainedReason[] }

/** What the caller may do now: the very reasons with which a request would be refused that brings what it needs. */
export function actionsFor (order: StoredOrder, by: Actor, now: Date): OrderAction[] {
  const at = latest(now.toISOString(), order.updatedAt) // as the command will have it
  return REQUESTS_OF_ROLE[by.role].flatMap((type): OrderAction[] => {
    const action = type === 'save' ? 'edit' : type
    const { needs, reasons } = weigh(order, bareRequest(order, type, by, at))
    if (reasons.some(({ code }) => code === 'not_in_this_state')) return []
    if (reasons.length > 0) return [{ action, allowed: false, reasons: explainReasons(reasons) }]
    return [{ action, allowed: true, ...needs.length > 0 && { needs } }]
  })
}

/** Reasons that its sender removes by what the request brings. */
const BROUGHT: Partial<Record<RefusalCode, ActionNeed>> = {
  findings_required: 'findings', reason_required: 'reason', account_required: 'accountId'
}

function weigh (order: StoredOrder, request: OrderRequest): { needs: ActionNeed[], reasons: RefusalReason[] } {
  const against = reasonsToRefuse(order, request)
  const reasons = against.filter(({ code }) => BROUGHT[code] === undefined)
  const needs = against.flatMap(({ code }) => BROUGHT[code] ?? [])
  if (order.state !== 'initial_review' || !DECISIONS.includes(request.type)) return { needs, reasons }
  const holds = order.task?.leaseToken && holdsLease(order.task, request.by.id, order.task.leaseToken, request.at)
  return { needs: [...needs, 'leaseToken'], reasons: holds || reasons.length > 0 ? reasons : [{ code: 'lease_required' }] }
}

const DECISIONS: readonly RequestType[] = ['pass', 'reject', 'request_correction']
