import { forgetOldAnswers } from '../orders/idempotency.ts'
import type { OrdersDeps } from '../orders/orders-deps.ts'
import { forgetOldHeartbeats } from '../platform/heartbeat.ts'

/** Rows that nobody needs any more. Done by the elected worker. */
export async function tidyUp (orders: OrdersDeps): Promise<void> {
  await forgetOldAnswers(orders)
  await forgetOldHeartbeats(orders.db)
}
