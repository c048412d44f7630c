import type { RegistryChange } from '../../../machines/order/order-types.ts'
import type { OrdersDeps } from '../orders-deps.ts'

type Change = { effectId: string, orderId: string, version: number, change: RegistryChange }

/** Writes down what a completed order does to the register of filings, once however often it is asked; the effect is done with it. */
export async function recordRegistryChange ({ db, now }: OrdersDeps, { effectId, orderId, version, change }: Change): Promise<void> {
  await db
    .with('recorded', (db) => db.insertInto('registry_change')
      .values({ id: effectId, order_id: orderId, order_version: version, change, recorded_at: now() })
      .onConflict((conflict) => conflict.column('id').doNothing()))
    .updateTable('outbox').set({ status: 'done', done_at: now() }).where('id', '=', effectId).execute()
}
