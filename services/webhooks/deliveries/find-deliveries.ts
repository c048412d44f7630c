import { sql, type Selectable } from 'kysely'
import { DomainError } from '../../../machines/order/order-errors.ts'
import type { EndpointScope } from '../endpoints/lock-endpoint.ts'
import type { DeliveryState, WebhookAttemptTable, WebhookDeliveryTable, WebhookEndpointTable } from '../webhook-tables.ts'
import type { WebhooksDeps } from '../webhooks-deps.ts'
import type { Tried } from './try-delivery.ts'
import { withoutPersons } from './without-persons.ts'

/** One that is pending may be in the queue by now, or being sent. */
export type DeliveryViewState = DeliveryState | 'queued' | 'sending'

export type DeliveryView = {
  id: string
  endpointId: string
  /** The `webhook-id` of the message: of the event, the same however often it is sent. */
  messageId: string
  purpose: WebhookDeliveryTable['purpose']
  eventType: string
  orderId: string | null
  sequence: number
  previousSequence: number | null
  state: DeliveryViewState
  attempts: number
  lastStatus: number | null
  lastOutcome: string | null
  createdAt: string
  /** When it is tried next; null when it is not to be. */
  nextTryAt: string | null
  finishedAt: string | null
}

export type AttemptView = {
  number: number
  startedAt: string
  outcome: string
  status: number | null
  durationMs: number
  requestHeaders: Record<string, string>
  response: { headers: Record<string, string>, body: string, truncated: boolean } | null
  /** Why no answer came, in words. */
  failure: string | null
  retryAt: string | null
}

/** `payload` is what was signed and sent, without the part that names persons; null once the content of its order was erased. */
export type DeliveryDetails = DeliveryView & { payload: object | null, tries: AttemptView[] }

export type DeliveryFilter = EndpointScope & {
  endpointId?: string
  orderId?: string
  eventType?: string
  state?: DeliveryViewState
  limit: number
  afterId?: string
}

type Deps = Pick<WebhooksDeps, 'db' | 'sealing'>

/** Newest first. */
export async function findDeliveries ({ db }: Deps, filter: DeliveryFilter): Promise<DeliveryView[]> {
  const { accountId, endpointId, orderId, eventType, state, limit, afterId } = filter
  let query = selectDeliveries(db).orderBy('d.id', 'desc').limit(limit)
  if (accountId !== undefined) query = query.where('e.account_id', '=', accountId)
  if (endpointId !== undefined) query = query.where('d.endpoint_id', '=', endpointId)
  if (orderId !== undefined) query = query.where('d.order_id', '=', orderId)
  if (eventType !== undefined) query = query.where('d.event_type', '=', eventType)
  if (state !== undefined) {
    const stored = state === 'queued' || state === 'sending' ? 'pending' : state
    query = query.where('d.state', '=', stored).$if(stored === 'pending', (pending) => pending.where(VIEW_STATE, '=', state))
  }
  if (afterId !== undefined) query = query.where('d.id', '<', afterId)
  return (await query.execute()).map(viewDelivery)
}

/** With all its tries. @throws DomainError webhook_delivery_not_found, also when it is of another account's endpoint */
export async function findDelivery (deps: Deps, deliveryId: string, { accountId }: EndpointScope = {}): Promise<DeliveryDetails> {
  const { db, sealing } = deps
  const row = await selectDeliveries(db).where('d.id', '=', deliveryId)
    .$if(accountId !== undefined, (query) => query.where('e.account_id', '=', accountId!)).executeTakeFirst()
  if (!row) throw deliveryNotFound()
  const attempts = await db.selectFrom('webhook_attempt').selectAll().where('delivery_id', '=', deliveryId).orderBy('number').execute()
  return {
    ...viewDelivery(row),
    payload: row.body.length === 0 ? null : withoutPersons(sealing.unsealBytes(row.body, row.id).toString()),
    tries: attempts.map((attempt) => viewAttempt(attempt, attempt.answer && sealing.unseal<Tried['answer']>(attempt.answer, attempt.id)))
  }
}

export function deliveryNotFound (): DomainError {
  return new DomainError('webhook_delivery_not_found', 'There is no such webhook delivery.')
}

/** With what their view takes. */
export function selectDeliveries (db: Deps['db']) {
  return db.selectFrom('webhook_delivery as d').innerJoin('webhook_endpoint as e', 'e.id', 'd.endpoint_id')
    .leftJoin('webhook_flight as f', 'f.delivery_id', 'd.id')
    .selectAll('d').select(['e.paused_until', VIEW_STATE.as('view_state')])
}

const VIEW_STATE = sql<DeliveryViewState>`case
  when d.state <> 'pending' or f.delivery_id is null then d.state when f.sending_since is null then 'queued' else 'sending' end`

type Row = Selectable<WebhookDeliveryTable> & Pick<Selectable<WebhookEndpointTable>, 'paused_until'> & { view_state: DeliveryViewState }

function viewDelivery (row: Row): DeliveryView {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    messageId: row.message_id,
    purpose: row.purpose,
    eventType: row.event_type,
    orderId: row.order_id,
    sequence: row.sequence,
    previousSequence: row.previous_sequence,
    state: row.view_state,
    attempts: row.attempts,
    lastStatus: row.last_status,
    lastOutcome: row.last_outcome,
    createdAt: row.created_at.toISOString(),
    nextTryAt: row.view_state === 'pending' ? nextTryOf(row).toISOString() : null,
    finishedAt: row.finished_at?.toISOString() ?? null
  }
}

/** Not before the endpoint may be asked again: it has asked to be spared. */
function nextTryOf ({ due_at: dueAt, paused_until: pausedUntil }: { due_at: Date, paused_until: Date | null }): Date {
  return pausedUntil !== null && pausedUntil > dueAt ? pausedUntil : dueAt
}

function viewAttempt (row: Selectable<WebhookAttemptTable>, answer: Tried['answer'] | null): AttemptView {
  return {
    number: row.number,
    startedAt: row.started_at.toISOString(),
    outcome: row.outcome,
    status: row.status,
    durationMs: row.duration_ms,
    requestHeaders: row.request_headers,
    response: answer && 'body' in answer ? answer : null,
    failure: answer && 'failure' in answer ? answer.failure : null,
    retryAt: row.retry_at?.toISOString() ?? null
  }
}
