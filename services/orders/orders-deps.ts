import type { Kysely } from 'kysely'
import type { OrderPolicy } from '../../machines/order/policy/order-policy.ts'
import type { Sealing } from '../platform/sealing.ts'
import type { OrdersDatabase } from './order-tables.ts'

/** What every function of this library needs; built once in a process's main.ts. */
export type OrdersDeps = {
  db: Kysely<OrdersDatabase>
  sealing: Sealing
  now: () => Date
  /** For orders that are born now; each keeps the policy of its birth. */
  policy: OrderPolicy
  /** Called after a commit that left effects behind, so that the relay need not wait for its next look. */
  wakeRelay: () => void
}
