import { sql } from 'kysely'
import { eraseEvents } from '../events/erase-events.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import type { SealedContent } from '../stored-order.ts'

const ERASED: SealedContent = {
  typeCheck: { province: '', subjectType: '', certificateType: 0, certificateNumber: '', service: { kind: 'website' } },
  content: {},
  erased: true
}

/**
 * Deletes what an expired order said, for good, with every word of its history and its events, and every answer that is kept for a
 * repeated key: where the policy keeps nothing, only the fact that there was an order remains.
 * May run twice; an order that is open keeps its content. One that was abandoned after it had expired does not: nobody may reopen it
 * where nothing is kept.
 */
export async function eraseContent (
  { db, sealing, now }: OrdersDeps, { effectId, orderId }: { effectId: string, orderId: string }
): Promise<void> {
  await db
    .with('erased', (db) => db.updateTable('filing_order').set({
      content: sealing.seal(ERASED, orderId), findings: null, certificate_key: Buffer.alloc(0), subject_name: null, domain: null
    }).where('id', '=', orderId).where('state', 'in', ['expired', 'abandoned']).returning('id'))
    .with('forgotten', (db) => db.updateTable('order_history').set({ details: null })
      .from('erased').where('order_history.order_id', '=', sql<string>`erased.id`))
    .with('unnamed', () => eraseEvents('erased', now()))
    .with('unsaid', (db) => db.updateTable('idempotency_record').set({ answer: Buffer.alloc(0) })
      .from('erased').where('idempotency_record.order_id', '=', sql<string>`erased.id`))
    .updateTable('outbox').set({ status: 'done', done_at: now() }).where('id', '=', effectId).execute()
}
