import { randomUUID } from 'node:crypto'
import { applyOrderEvent } from '../../orders/apply-order-event.ts'
import type { OrdersDatabase } from '../../orders/order-tables.ts'
import type { OrdersDeps } from '../../orders/orders-deps.ts'
import { placeOrder } from '../../orders/place-order.ts'
import { connectPostgres } from '../../platform/postgres.ts'
import { createSealing } from '../../platform/sealing.ts'
import type { RunningBeian } from '../start-beian.ts'
import type { SeedOrder } from './seed-orders.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * The two ends that a fresh service cannot come to through its API: idle for as long as an order may be, which would take moving
 * the clock for everybody, and found to be filed already, which nobody tells of yet. So these go through the orders library, one of
 * them a day longer ago than that; the worker then fires its deadlines as it would have.
 */
export async function placeInThePast (
  { kind, account, order }: SeedOrder, { databaseUrl, sealingKeys, policy }: Pick<RunningBeian, 'databaseUrl' | 'sealingKeys' | 'policy'>
): Promise<void> {
  const db = connectPostgres<OrdersDatabase>({ url: databaseUrl, maxConnections: 2, name: 'beian seed' })
  try {
    const placedAt = new Date(Date.now() - (kind === 'expired' ? policy.validity.days + 1 : 3) * DAY_MS)
    const deps: OrdersDeps = {
      db, sealing: createSealing(JSON.parse(sealingKeys)), policy, now: () => placedAt, wakeRelay: () => {}
    }
    const { content, externalReference, ...typeCheck } = order
    const placed = await placeOrder(deps, {
      accountId: account, by: { id: 'zhang', role: 'applicant' }, typeCheck, content, ...externalReference && { externalReference }
    })
    if (kind !== 'invalid' || !('order' in placed)) return
    await applyOrderEvent({ ...deps, now: () => new Date() }, placed.order.id, (_, at) =>
      ({ event: { type: 'filing_found', at, causeId: `seed:${randomUUID()}` } }))
  } finally {
    await db.destroy()
  }
}
