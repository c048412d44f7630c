import type { NotificationsDeps } from '../notifications-deps.ts'

const KEPT_MS = 90 * 24 * 60 * 60 * 1000

/** Captured messages are for looking at, not for keeping. */
export async function forgetCaptured ({ db, now }: Pick<NotificationsDeps, 'db' | 'now'>): Promise<void> {
  await db.deleteFrom('captured_message').where('captured_at', '<', new Date(now().getTime() - KEPT_MS)).execute()
}

/** What was said of an order whose content is erased is erased with it. */
export async function forgetCapturedOf ({ db }: Pick<NotificationsDeps, 'db'>, orderId: string): Promise<void> {
  await db.deleteFrom('captured_message').where('order_id', '=', orderId).execute()
}
