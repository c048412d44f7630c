import { sql } from 'kysely'
import { DomainError } from '../../../machines/order/order-errors.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import { composeEnvelope, type Envelope } from './compose-envelope.ts'
import type { EventType } from './event-catalogue.ts'

export type EventQuery = {
  /** The position after which to read; null is from the first that is kept. */
  after: string | null
  limit: number
  accountId?: string
  types?: EventType[]
  provinces?: string[]
  orderId?: string
}

export type EventPage = {
  events: Array<Envelope<EventType>>
  /** Where to read on: everything up to here has been looked at, whether it matched or not. */
  position: string
  hasMore: boolean
}

/**
 * What has been published after a position, in that order, and where to read on. One statement, so that the page and its position are
 * of one moment. `previousSequence` is the last one of the stream that the filter lets through, as far as events are kept.
 *
 * @throws DomainError cursor_expired when events after the position are not kept any more
 */
export async function findEvents ({ db }: Pick<OrdersDeps, 'db'>, query: EventQuery): Promise<EventPage> {
  const { after: given, limit } = query
  const after = given ?? '0'
  const { rows: [page] } = await sql<Page>`
    with
      kept as (select forgotten_to from event_retention),
      head as (select coalesce(max(position), 0) as position from published_event where position is not null),
      found as (
        select e.id, e.type, e.order_id, e.occurred_at, e.data, e.sequence, e.position, coalesce((
          select p.sequence from published_event p
          where p.stream = e.stream and p.sequence < e.sequence and ${matches('p', query)} order by p.sequence desc limit 1),
          case when ${query.types === undefined && query.provinces === undefined} then nullif(e.sequence - 1, 0) end) as previous_sequence
        from published_event e where e.position > ${after}::bigint and ${matches('e', query)}
        order by e.position limit ${limit + 1})
    select kept.forgotten_to, head.position as head, coalesce((select json_agg(f order by f.position) from found f), '[]') as found
    from kept, head`.execute(db)
  const { forgotten_to: forgottenTo, head, found } = page!
  if (given !== null && BigInt(given) < BigInt(forgottenTo)) throw cursorExpired()
  const rows = found.slice(0, limit)
  const hasMore = found.length > limit
  const position = hasMore ? String(rows.at(-1)!.position) : later(head, after)
  const events = rows.map((row) => composeEnvelope({ ...row, occurred_at: new Date(row.occurred_at) }, row.previous_sequence))
  return { events, position, hasMore }
}

/**
 * The position of an event, for who has kept its id and not a cursor. Null when it is none, or is not theirs.
 * @throws DomainError cursor_expired when it is from the time of those that are not kept any more
 */
export async function findPosition ({ db }: Pick<OrdersDeps, 'db'>, eventId: string, accountId?: string): Promise<string | null> {
  let query = db.selectFrom('published_event').select('position').where('id', '=', eventId).where('position', 'is not', null)
  if (accountId !== undefined) query = query.where('account_id', '=', accountId)
  const found = await query.executeTakeFirst()
  if (found) return found.position
  const { forgotten_to_id: forgottenTo } = await db.selectFrom('event_retention').select('forgotten_to_id').executeTakeFirstOrThrow()
  if (forgottenTo !== null && eventId <= forgottenTo) throw cursorExpired()
  return null
}

type Row = {
  id: string,
  type: EventType,
  order_id: string | null,
  occurred_at: string,
  data: object
  sequence: number,
  previous_sequence: number | null,
  position: number
}
type Page = { forgotten_to: string, head: string, found: Row[] }

function matches (table: string, { accountId, types, provinces, orderId }: EventQuery) {
  const column = (name: string) => sql.ref(`${table}.${name}`)
  const conditions = [
    sql<boolean>`${column('position')} is not null`,
    ...accountId === undefined ? [] : [sql<boolean>`${column('account_id')} = ${accountId}`],
    ...types === undefined ? [] : [sql<boolean>`${column('type')} = any(${types}::text[])`],
    ...provinces === undefined ? [] : [sql<boolean>`${column('province')} = any(${provinces}::text[])`],
    ...orderId === undefined ? [] : [sql<boolean>`${column('order_id')} = ${orderId}`]
  ]
  return sql.join(conditions, sql` and `)
}

function later (one: string, other: string): string {
  return BigInt(one) > BigInt(other) ? one : other
}

function cursorExpired (): DomainError {
  return new DomainError('cursor_expired', 'Events after this cursor are not kept any more: read the orders anew, then the events from the beginning.')
}
