import type { Finding } from '../../../machines/order/order-events.ts'
import type { OrderType } from '../../../machines/order/order-types.ts'
import { typeCheckFinding } from '../../../machines/order/type-check/type-check-findings.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import type { StoredOrder } from '../stored-order.ts'
import { nameOrder } from './name-order.ts'

/** What the type check, asked today, has against an order that it has named before; at fields of the order. */
export async function findContradictions (
  deps: OrdersDeps, order: StoredOrder, { isHandOver }: { isHandOver: boolean }
): Promise<Finding[]> {
  const { accountId, counterpartyAccountId, typeCheck, context: { policy } } = order
  // What a provider offers is no fact of what is filed; nor is the limit of an account, over which an order does not lose its place.
  const offered = { ...policy, serviceKinds: [typeCheck.service.kind], ...isHandOver && { subjectsPerAccount: null } }
  const { orderType, findings } = await nameOrder({ ...deps, policy: offered }, {
    accountId, typeCheck, ...counterpartyAccountId !== null && { counterpartyAccountId }
  })
  const rejected = findings.filter(({ severity }) => severity === 'reject')
  const isOutdated = rejected.length === 0 && orderType !== null && !isSameWish(orderType, order.orderType)
  const found = isOutdated ? [typeCheckFinding('WRONG_ORDER_TYPE', 'certificateNumber')] : rejected
  return found.map((finding) => ({ ...finding, field: finding.field === null ? null : FIELD_OF[finding.field] ?? finding.field }))
}

/** Whether the subject is filed here or elsewhere makes no difference to what is filed by it. */
function isSameWish (named: OrderType, placed: OrderType): boolean {
  return named === placed || (ADDS_A_SERVICE.includes(named) && ADDS_A_SERVICE.includes(placed))
}

const ADDS_A_SERVICE: readonly OrderType[] = ['add_service', 'add_service_external']

/** Where the data of the type check stand in the order. */
const FIELD_OF: Record<string, string> = {
  certificateNumber: 'subject.certificate.number',
  'service.domain': 'service.domains[0].name',
  'service.appName': 'service.app.name',
  filing: 'subject.existingFilingNumber',
  'filing.subjectNumber': 'subject.existingFilingNumber',
  'filing.serviceNumber': 'service.existingFilingNumber'
}
