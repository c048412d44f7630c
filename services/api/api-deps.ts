import type { NotificationsDeps } from '../notifications/notifications-deps.ts'
import type { OrdersDeps } from '../orders/orders-deps.ts'
import type { Logger } from '../platform/logger.ts'
import type { Readiness } from '../platform/readiness.ts'
import type { WebhooksDeps } from '../webhooks/webhooks-deps.ts'
import type { IdentityVerifier } from './identity/identity.ts'
import type { UrlCheck } from './refuse-url.ts'
import type { Operation } from './operation.ts'
import type { TestClock } from './test-clock/test-clock.ts'

/** What the routes need; built once in main.ts. */
export type ApiDeps = OrdersDeps & {
  notifications: NotificationsDeps
  /** Mail or SMS that would be sent can be read here. */
  capturing: boolean
  webhooks: WebhooksDeps
  /** What may be the address of a webhook endpoint. */
  checkUrl: UrlCheck
  identity: IdentityVerifier
  log: Logger
  corsOrigins: string[]
  requestsPerMinute: number
  readiness: () => Promise<Readiness[]>
  operation?: Operation
  /** Null where time cannot be moved. */
  testClock: TestClock | null
}
