import type { LightMyRequestResponse } from 'fastify'
import type { RequestType } from '../../../../machines/order/order-events.ts'
import type { StoredOrder } from '../../../orders/stored-order.ts'
import { AN_OBJECTION } from '../given-order.ts'
import { send } from '../send.ts'
import type { TestApi } from '../start-api.ts'
import type { Caller } from './callers.ts'

/**
 * Makes a request with all that it may need: an edit of an open field, findings, a reason, the lease if the caller holds it, the
 * account for which an integrator answers.
 */
export async function askForAction (
  api: TestApi, order: StoredOrder, type: RequestType, { headers, holdsLease, role }: Caller
): Promise<LightMyRequestResponse> {
  const { id, version, task, context, state, counterpartyAccountId } = order
  const path = `/v1/orders/${id}`
  if (type === 'save') {
    const field = context.returnedFields === null ? 'remark' : 'name'
    const body = { content: { service: { [field]: '示例企业产品展示' } } }
    return await send(api, path, headers, { method: 'PATCH', body, headers: { 'if-match': `"${version}"` } })
  }
  const isObjection = type === 'reject' || type === 'request_correction'
  const speaksForTheOther = role === 'integrator' && state === 'counterparty_confirmation' && (type === 'confirm' || type === 'decline')
  const takesLease = isObjection || type === 'pass'
  return await send(api, `${path}/${type.replaceAll('_', '-')}`, headers, {
    body: {
      ...isObjection && { findings: [AN_OBJECTION] },
      ...takesLease && holdsLease && task?.leaseToken && { leaseToken: task.leaseToken },
      ...speaksForTheOther && { accountId: counterpartyAccountId },
      ...type === 'withdraw' && { reason: 'we changed our mind' }
    }
  })
}
