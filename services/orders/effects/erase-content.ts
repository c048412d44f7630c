import { sql } from 'kysely'
import type { OrdersDeps } from '../orders-deps.ts'
import type { SealedContent } from '../stored-order.ts'

const ERASED: SealedContent = {
  typeCheck: { province: '', subjectType: '', certificateType: 0, certificateNumber: '', service: { kind: 'website' } },
  content: {}
}

/**
 * Deletes what an expired order said, for good, with every word of its history: where the policy keeps nothing, only the fact
 * that there was an order remains. May run twice; an order that is not expired (any more) keeps its content.
 */
export async function eraseContent (
  { db, sealing, now }: OrdersDeps, { effectId, orderId }: { effectId: string, orderId: string }
): Promise<void> {
  await db
    .with('erased', (db) => db.updateTable('filing_order').set({
      content: sealing.seal(ERASED, orderId), findings: null, certificate_key: Buffer.alloc(0), subject_name: null, domain: null
    }).where('id', '=', orderId).where('state', '=', 'expired').returning('id'))
    .with('forgotten', (db) => db.updateTable('order_history').set({ details: null })
      .from('erased').where('order_history.order_id', '=', sql<string>`erased.id`))
    .updateTable('outbox').set({ status: 'done', done_at: now() }).where('id', '=', effectId).execute()
}
