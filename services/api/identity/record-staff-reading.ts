import { recordClearReading } from '../../orders/find-orders.ts'
import { seesClear } from '../../orders/order-view.ts'
import type { OrdersDeps } from '../../orders/orders-deps.ts'
import type { Identity } from './identity.ts'

/** Before personal data leave in clear to anybody but the applicant themselves. */
export async function recordStaffReading (deps: OrdersDeps, orderId: string, { subject: id, role }: Identity): Promise<void> {
  if (role === 'applicant' || !seesClear(role)) return
  try {
    await recordClearReading(deps, orderId, { id, role })
  } catch (error) {
    if ((error as { code?: string }).code !== FOREIGN_KEY_VIOLATION) throw error
  }
}

/** The order was deleted since, and its records with it: an answer that is replayed may be older. */
const FOREIGN_KEY_VIOLATION = '23503'
