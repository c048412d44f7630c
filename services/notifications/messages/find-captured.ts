import type { CapturedContent } from '../gateways/capture-gateway.ts'
import type { Language, MessageTemplate, OutsideChannel } from '../message-templates.ts'
import type { NotificationsDeps } from '../notifications-deps.ts'

export type CapturedMessage = CapturedContent & {
  id: string
  channel: OutsideChannel
  language: Language
  template: MessageTemplate
  orderId: string | null
  capturedAt: string
}

type Filter = { channel?: OutsideChannel, orderId?: string, limit: number, afterId?: string }

/** Newest first. */
export async function findCaptured ({ db, sealing }: Pick<NotificationsDeps, 'db' | 'sealing'>, { channel, orderId, limit, afterId }: Filter): Promise<CapturedMessage[]> {
  let query = db.selectFrom('captured_message').selectAll().orderBy('id', 'desc').limit(limit)
  if (channel) query = query.where('channel', '=', channel)
  if (orderId) query = query.where('order_id', '=', orderId)
  if (afterId) query = query.where('id', '<', afterId)
  return (await query.execute()).map(({ id, content, order_id: orderId, captured_at: capturedAt, ...row }) => ({
    id, ...row, orderId, ...sealing.unseal<CapturedContent>(content, id), capturedAt: capturedAt.toISOString()
  }))
}
