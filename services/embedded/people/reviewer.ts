import type { Text } from '../../../machines/order/order-events.ts'
import type { OrderView } from '../../orders/order-view.ts'
import type { Lease, ReviewTask } from '../../orders/review/review-tasks.ts'
import type { ApiClient } from './api-client.ts'

export type Objection = { field: string, code: string, message: Text, suggestion: Text }

/** Reviews orders for the provider: takes the task of an order, then decides. */
export type Reviewer = {
  claim (orderId: string): Promise<Lease>
  pass (orderId: string): Promise<OrderView>
  reject (orderId: string, findings: Objection[]): Promise<OrderView>
  requestCorrection (orderId: string, findings: Objection[]): Promise<OrderView>
}

export function createReviewer (api: ApiClient): Reviewer {
  const claim = async (orderId: string): Promise<Lease> => {
    const { data: [task] } = await api<{ data: ReviewTask[] }>(`/v1/review-tasks?orderId=${orderId}`)
    if (!task) throw new Error(`no review task is open for order ${orderId}`)
    return await api(`/v1/review-tasks/${task.id}/claim`, { method: 'POST' })
  }
  const decide = async (orderId: string, decision: string, more: { findings?: Objection[] } = {}): Promise<OrderView> => {
    const { leaseToken } = await claim(orderId)
    return await api(`/v1/orders/${orderId}/${decision}`, { method: 'POST', body: { leaseToken, ...more } })
  }
  return {
    claim,
    pass: async (orderId) => await decide(orderId, 'pass'),
    reject: async (orderId, findings) => await decide(orderId, 'reject', { findings }),
    requestCorrection: async (orderId, findings) => await decide(orderId, 'request-correction', { findings })
  }
}
