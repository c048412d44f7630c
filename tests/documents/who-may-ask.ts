import type { ChartTransition } from '../../machines/order/drawing/draw-machine-as-data.ts'
import { holds } from '../../machines/order/order-conditions.ts'
import { contextAtBirth } from '../../machines/order/order-context.ts'
import type { OrderRequest, RequestType, Role } from '../../machines/order/order-events.ts'
import { POLICY_PRESETS } from '../../machines/order/policy/policy-presets.ts'
import { REQUESTS_OF_ROLE } from '../../machines/order/requests-of-role.ts'

const ROLES = Object.keys(REQUESTS_OF_ROLE) as Role[]
const AT = '2026-01-05T02:00:00.000Z'
const anyOrder = contextAtBirth({
  orderType: 'first_filing', province: '', createdAt: AT, policy: POLICY_PRESETS.huawei, contentHash: '', findings: []
})

/** The roles whose request these transitions listen for: the API lets it in, and no guard on who asks refuses it. */
export function whoMayAsk (type: RequestType, transitions: readonly ChartTransition[]): Role[] {
  return ROLES.filter((role) => REQUESTS_OF_ROLE[role].includes(type) && transitions.some((transition) => admits(transition, type, role)))
}

function admits ({ guard }: ChartTransition, type: RequestType, role: Role): boolean {
  const request = { type, at: AT, by: { id: 'somebody', role } } as OrderRequest
  return (guard?.params.of ?? []).every((name) => !name.startsWith('by') || holds(name, anyOrder, request))
}
