import type { OrderView } from '../../orders/order-view.ts'
import type { ApiClient } from './api-client.ts'

/** Hands orders over to the bureau for the provider. */
export type BureauOperator = {
  sendToBureau (orderId: string): Promise<OrderView>
  resend (orderId: string, reason: string): Promise<OrderView>
}

export function createBureauOperator (api: ApiClient): BureauOperator {
  return {
    sendToBureau: async (orderId) => await api(`/v1/orders/${orderId}/send-to-bureau`, { method: 'POST' }),
    resend: async (orderId, reason) => await api(`/v1/orders/${orderId}/resend`, { method: 'POST', body: { reason } })
  }
}
