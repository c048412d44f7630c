import type { Kysely } from 'kysely'
import type { Finding, OrderFact } from '../../machines/order/order-events.ts'
import type { OrderType } from '../../machines/order/order-types.ts'
import type { Logger } from '../platform/logger.ts'
import type { Sealing } from '../platform/sealing.ts'
import type { OrderContent, TypeCheck } from '../rules/order-content.ts'
import type { BureauChannelConfig } from './bureau-channel-config.ts'
import type { BureauClient } from './bureau-client.ts'
import type { BureauDatabase } from './bureau-tables.ts'

/** What an order asks the bureau for. */
export type FilingToSend = { orderType: OrderType, typeCheck: TypeCheck, content: OrderContent }

/** What this library knows of orders: filled in by main.ts, so that the bureau need not know how they are kept. */
export type OrdersPort = {
  /** Null when the order no longer waits for this attempt to be sent. */
  findFiling (orderId: string, attempt: number): Promise<FilingToSend | null>
  /** Tells the order what the bureau said. Telling it twice changes nothing. */
  tell (orderId: string, fact: OrderFact, words?: { findings?: Finding[], reason?: string }): Promise<void>
}

export type BureauDeps = {
  db: Kysely<BureauDatabase>
  sealing: Sealing
  now: () => Date
  log: Logger
  channels: BureauChannelConfig[]
  client (channel: BureauChannelConfig): BureauClient
  orders: OrdersPort
}
