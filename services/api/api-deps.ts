import type { OrdersDeps } from '../orders/orders-deps.ts'
import type { Logger } from '../platform/logger.ts'
import type { IdentityVerifier } from './identity/identity.ts'
import type { TestClock } from './test-clock/test-clock.ts'

/** One thing that must be right before this process can serve, and what to do when it is not. */
export type Readiness = { name: string, ok: boolean, remedy?: string }

/** What the routes need; built once in main.ts. */
export type ApiDeps = OrdersDeps & {
  identity: IdentityVerifier
  log: Logger
  corsOrigins: string[]
  requestsPerMinute: number
  readiness: () => Promise<Readiness[]>
  /** Null where time cannot be moved. */
  testClock: TestClock | null
}
