import type { Transaction } from 'kysely'
import type { WebhooksDatabase } from './webhook-tables.ts'

/** What else belongs to the commit of what was asked for, such as remembering the answer to it. */
export type InSameCommit<Answer> = (trx: Transaction<WebhooksDatabase>, answer: Answer) => Promise<void>
