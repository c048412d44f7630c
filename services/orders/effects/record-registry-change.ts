import type { RegistryChange } from '../../../machines/order/order-types.ts'
import { announceChange } from '../events/announce-filing.ts'
import type { OrdersDeps } from '../orders-deps.ts'

type Change = { effectId: string, orderId: string, version: number, change: RegistryChange }

/**
 * Writes down what a completed order does to the register of filings, and tells the world, once however often it is asked; the effect
 * is done with it.
 */
export async function recordRegistryChange (
  { db, now, wakeRelay }: OrdersDeps, { effectId, orderId, version, change }: Change
): Promise<void> {
  const at = now()
  await db.transaction().execute(async (trx) => {
    const { numInsertedOrUpdatedRows: recorded } = await trx.insertInto('registry_change')
      .values({ id: effectId, order_id: orderId, order_version: version, change, recorded_at: at })
      .onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst()
    if (recorded === 1n) await announceChange(trx, { orderId, version, change, at }).execute()
    await trx.updateTable('outbox').set({ status: 'done', done_at: at }).where('id', '=', effectId).execute()
  })
  wakeRelay()
}
