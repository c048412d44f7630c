import type { OrderView } from '../../orders/order-view.ts'
import type { ContentPatch } from '../../rules/order-content.ts'
import type { ApiClient } from './api-client.ts'
import type { NewOrder } from './company.ts'

/** Somebody at a company that wants its website filed. */
export type Applicant = {
  name: string
  place (order: NewOrder): Promise<OrderView>
  read (orderId: string): Promise<OrderView>
  edit (order: OrderView, patch: ContentPatch): Promise<OrderView>
  submit (orderId: string, reason?: string): Promise<OrderView>
  withdraw (orderId: string, reason: string): Promise<OrderView>
  abandon (orderId: string, reason: string): Promise<OrderView>
  /** All have entered the codes of their SMS; or yes to what the owner, or the other account, is asked. */
  confirm (orderId: string): Promise<OrderView>
  decline (orderId: string): Promise<OrderView>
}

export function createApplicant (name: string, api: ApiClient): Applicant {
  const ask = async (orderId: string, command: string, reason?: string) =>
    await api<OrderView>(`/v1/orders/${orderId}/${command}`, { method: 'POST', ...reason !== undefined && { body: { reason } } })
  return {
    name,
    place: async (order) => await api('/v1/orders', { method: 'POST', body: order }),
    read: async (orderId) => await api(`/v1/orders/${orderId}`),
    edit: async ({ id, version }, content) =>
      await api(`/v1/orders/${id}`, { method: 'PATCH', body: { content }, headers: { 'if-match': `"${version}"` } }),
    submit: async (orderId, reason) => await ask(orderId, 'submit', reason),
    withdraw: async (orderId, reason) => await ask(orderId, 'withdraw', reason),
    abandon: async (orderId, reason) => await ask(orderId, 'abandon', reason),
    confirm: async (orderId) => await ask(orderId, 'confirm'),
    decline: async (orderId) => await ask(orderId, 'decline')
  }
}
