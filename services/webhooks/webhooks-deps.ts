import type { Kysely, Transaction } from 'kysely'
import type { Logger } from '../platform/logger.ts'
import type { Sealing } from '../platform/sealing.ts'
import type { WebhooksDatabase } from './webhook-tables.ts'

/** What every function of this library needs; built once in a process's main.ts. */
export type WebhooksDeps = {
  db: Kysely<WebhooksDatabase>
  sealing: Sealing
  /** Retries and warnings go by it; time stamps of signatures do not, as receivers compare those with the real time. */
  now: () => Date
  log: Logger
  /** Something is due: the relay need not wait for its next look. */
  wakeRelay: () => void
  /** Tells people about an endpoint, in the commit of what happened to it. Filled with the notifications library by main.ts. */
  tell: (db: Transaction<WebhooksDatabase>, notice: EndpointNotice) => Promise<void>
}

export type EndpointNotice = {
  /** Once per occasion, however often it is told. */
  occasion: string
  template: 'webhook_failing' | 'webhook_failing_still' | 'webhook_disabled' | 'webhook_unverified'
  endpointId: string
  /** Null: the provider's staff. */
  accountId: string | null
  url: string
}
