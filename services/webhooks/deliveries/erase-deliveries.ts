import { sql, type Selectable } from 'kysely'
import { composeEnvelope } from '../../orders/events/compose-envelope.ts'
import type { PublishedEventTable } from '../../orders/order-tables.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'
import { isNotBeingSent } from './under-way.ts'

const AT_ONCE = 500

type Erased = Pick<Selectable<PublishedEventTable>, 'id' | 'type' | 'order_id' | 'occurred_at' | 'data'> &
  { delivery_id: string, sequence: number, previous_sequence: number | null, is_over: boolean }

/**
 * Of events whose order was erased, what was sent is erased too, with the answers; what is still to be sent is written anew, from what is
 * left of the event. Answers how many.
 */
export async function eraseDeliveries ({ db, sealing, now }: Pick<WebhooksDeps, 'db' | 'sealing' | 'now'>): Promise<number> {
  const { rows } = await sql<Erased>`
    select d.id as delivery_id, d.previous_sequence, d.state in ('delivered', 'discarded') as is_over,
      e.id, e.type, e.order_id, e.occurred_at, e.data, e.sequence
    from published_event e join webhook_delivery d on d.message_id = e.id
    where e.erased_at is not null and d.erased_at is null and ${isNotBeingSent()} limit ${AT_ONCE}`.execute(db)
  for (const { delivery_id: id, is_over: isOver, previous_sequence: previous, ...event } of rows) {
    const text = isOver ? Buffer.alloc(0) : sealing.sealBytes(Buffer.from(JSON.stringify(composeEnvelope(event, previous))), id)
    await db.transaction().execute(async (trx) => {
      await trx.updateTable('webhook_delivery as d').set({ body: text, erased_at: now() }).where('id', '=', id).where(isNotBeingSent()).execute()
      await trx.updateTable('webhook_attempt').set({ answer: null }).where('delivery_id', '=', id).execute()
    })
  }
  return rows.length
}
