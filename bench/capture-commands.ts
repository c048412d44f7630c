import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { applyOrderEvent } from '../services/orders/apply-order-event.ts'
import { commitChange } from '../services/orders/commit-change.ts'
import type { Idempotency } from '../services/orders/idempotency.ts'
import { ask, askWithRules } from '../services/orders/order-change.ts'
import type { OrdersDatabase } from '../services/orders/order-tables.ts'
import { viewOrder } from '../services/orders/order-view.ts'
import type { OrdersDeps } from '../services/orders/orders-deps.ts'
import { readOrderForChange } from '../services/orders/read-order.ts'
import { describeStatement, type Statement } from './describe-statement.ts'
import { ACCOUNT, APPLICANT } from './seed-orders.ts'

export type Values = Record<string, unknown>
/** The two statements of a command, each with the values that the service gave it. */
export type Command = { read: Values, commit: Values }
export type Commands = { read: Statement, commit: Statement, submit: Command, withdraw: Command }

/** Lets the service submit and withdraw one order, and keeps what it sent to the database. */
export async function captureCommands (
  deps: Omit<OrdersDeps, 'db'>, databaseUrl: string, orderId: string, withKey: boolean
): Promise<Commands> {
  const sent: Array<{ sql: string, parameters: readonly unknown[] }> = []
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
  const db = new Kysely<OrdersDatabase>({ dialect: new PostgresDialect({ pool }), log: ({ query }) => { sent.push(query) } })
  const [read, commit] = [await describeStatement(readOrderForChange), await describeStatement(commitChange)]
  const valuesOf = ({ text, values }: Statement): Values => {
    const { parameters } = sent.find(({ sql }) => sql === text)!
    return Object.fromEntries(values.map((name, index) => [name, parameters[index]]))
  }
  const capture = async (change: Parameters<typeof applyOrderEvent>[2], key: string): Promise<Command> => {
    sent.length = 0
    await applyOrderEvent({ ...deps, db }, orderId, change, {
      accountId: ACCOUNT, requestId: orderId, ...withKey && { idempotency: answerUnder(key) }
    })
    return { read: valuesOf(read), commit: valuesOf(commit) }
  }
  try {
    return {
      read,
      commit,
      submit: await capture(askWithRules('submit', { by: APPLICANT }), 'captured-submit'),
      withdraw: await capture(ask('withdraw', { by: APPLICANT }), 'captured-withdraw')
    }
  } finally {
    await db.destroy()
  }
}

function answerUnder (key: string): Idempotency {
  return {
    caller: JSON.stringify(['urn:beian:local', APPLICANT.id, APPLICANT.role, ACCOUNT]),
    key,
    requestHash: Buffer.alloc(32),
    answerTo: (order) => ({ status: 200, headers: {}, body: JSON.stringify(viewOrder(order, APPLICANT, new Date(order.updatedAt))) }),
    answerToRefusal: () => null
  }
}
