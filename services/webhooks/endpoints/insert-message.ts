import { randomUUIDv7 } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { EndpointMessageType } from '../../orders/events/event-catalogue.ts'
import type { WebhooksDatabase } from '../webhook-tables.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'

export type EndpointMessage = {
  endpointId: string
  purpose: 'verification' | 'test'
  type: EndpointMessageType
  data: object
  /** Known beforehand where something else names it. */
  id?: string
}

/** A delivery that tells no event: alone in its stream, so that it neither waits for one nor keeps one waiting. Answers its id. */
export async function insertMessage (
  trx: Transaction<WebhooksDatabase>, { sealing, now }: Pick<WebhooksDeps, 'sealing' | 'now'>,
  { endpointId, purpose, type, data, id = randomUUIDv7() }: EndpointMessage
): Promise<string> {
  const at = now()
  const body = JSON.stringify({ id, type, occurredAt: at.toISOString(), orderId: null, sequence: 1, previousSequence: null, data })
  await trx.insertInto('webhook_delivery').values({
    id,
    endpoint_id: endpointId,
    purpose,
    message_id: id,
    event_type: type,
    stream: id,
    order_id: null,
    sequence: 1,
    previous_sequence: null,
    body: sealing.sealBytes(Buffer.from(body), id),
    state: 'pending',
    tries: 0,
    attempts: 0,
    last_status: null,
    last_outcome: null,
    created_at: at,
    due_at: at,
    finished_at: null
  }).execute()
  return id
}
