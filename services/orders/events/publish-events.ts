import { sql, type Selectable, type Transaction } from 'kysely'
import type { OrdersDatabase, PublishedEventTable } from '../order-tables.ts'
import type { OrdersDeps } from '../orders-deps.ts'

export type PublishedEvent = Pick<Selectable<PublishedEventTable>,
  'id' | 'type' | 'order_id' | 'stream' | 'account_id' | 'province' | 'occurred_at' | 'data' | 'personal'> & { sequence: number }

/** Gets what has just been published, in the same transaction: in the order of their positions. */
export type Publisher = (trx: Transaction<OrdersDatabase>, events: PublishedEvent[]) => Promise<void>

/**
 * Gives the events that are due their place in the world: a position among all, a sequence within their stream. One at a time, under a
 * lock that lasts until the commit, so that positions become visible in ascending order and a reader's cursor passes none by.
 * Answers how many.
 */
export async function publishEvents ({ db, now }: Pick<OrdersDeps, 'db' | 'now'>, size: number, publisher: Publisher): Promise<number> {
  if (!await isAnythingDue(db, now())) return 0 // most looks find nothing: they take no lock
  return await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('publish_events'))`.execute(trx)
    const due = await takeDue(trx, now(), size)
    if (due.length === 0) return 0
    const events = await numberWithinStreams(trx, inOrder(due))
    await givePlaces(trx, events, now())
    await publisher(trx, events)
    return due.length
  })
}

/** How many are due and not told yet. */
export async function countUnpublished ({ db, now }: Pick<OrdersDeps, 'db' | 'now'>): Promise<number> {
  const { count } = await db.selectFrom('published_event').select(({ fn }) => fn.countAll<string>().as('count'))
    .where('position', 'is', null).where('due_at', '<=', now()).executeTakeFirstOrThrow()
  return Number(count)
}

/** When the next one that is held back is due. */
export async function nextEventDue ({ db }: Pick<OrdersDeps, 'db'>): Promise<Date | null> {
  const row = await db.selectFrom('published_event').select(({ fn }) => fn.min('due_at').as('due_at'))
    .where('position', 'is', null).executeTakeFirst()
  return row?.due_at ?? null
}

type DueEvent = Omit<PublishedEvent, 'sequence'> & { order_version: number | null }

async function isAnythingDue (db: OrdersDeps['db'], now: Date): Promise<boolean> {
  const row = await db.selectFrom('published_event').select('id')
    .where('position', 'is', null).where('due_at', '<=', now)
    .orderBy('due_at') // by its index: without, PostgreSQL may read through all that is published until it finds one that is not
    .limit(1).executeTakeFirst()
  return row !== undefined
}

/** Never one of an order that still holds back an earlier one. */
async function takeDue (trx: Transaction<OrdersDatabase>, now: Date, size: number): Promise<DueEvent[]> {
  return await trx.selectFrom('published_event as e')
    .select(['id', 'type', 'order_id', 'stream', 'account_id', 'province', 'occurred_at', 'data', 'personal', 'order_version'])
    .where('position', 'is', null).where('due_at', '<=', now)
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('published_event as before').select('before.id')
      .whereRef('before.order_id', '=', 'e.order_id').where('before.position', 'is', null)
      .whereRef('before.order_version', '<', 'e.order_version').where('before.due_at', '>', now))))
    .orderBy('due_at').orderBy('order_version').limit(size).forUpdate().execute()
}

/** As they fell due, but within an order by its versions. Ids ascend with time, which tells apart what one version says. */
function inOrder (due: DueEvent[]): DueEvent[] {
  const byStream = Map.groupBy(due, ({ stream }) => stream)
  for (const events of byStream.values()) {
    events.sort((one, other) => (one.order_version ?? 0) - (other.order_version ?? 0) || (one.id < other.id ? -1 : 1))
  }
  return due.map(({ stream }) => byStream.get(stream)!.shift()!)
}

async function numberWithinStreams (trx: Transaction<OrdersDatabase>, events: DueEvent[]): Promise<PublishedEvent[]> {
  const streams = [...new Set(events.map(({ stream }) => stream))]
  const known = await trx.selectFrom('event_stream').selectAll().where('stream', 'in', streams).execute()
  const last = new Map(known.map(({ stream, last_sequence: sequence }) => [stream, sequence]))
  const numbered = events.map((event) => {
    const sequence = (last.get(event.stream) ?? 0) + 1
    last.set(event.stream, sequence)
    return { ...event, sequence }
  })
  await trx.insertInto('event_stream').values([...last].map(([stream, sequence]) => ({ stream, last_sequence: sequence })))
    .onConflict((conflict) => conflict.column('stream').doUpdateSet(({ ref }) => ({ last_sequence: ref('excluded.last_sequence') }))).execute()
  return numbered
}

async function givePlaces (trx: Transaction<OrdersDatabase>, events: PublishedEvent[], now: Date): Promise<void> {
  const { rows: places } = await sql<{ position: string }>`
    select nextval('event_position') as position from generate_series(1, ${events.length}::integer)`.execute(trx)
  const given = events.map(({ id, sequence }, index) => ({ id, sequence, position: places[index]!.position }))
  await sql`
    update published_event e set position = g.position, sequence = g.sequence, published_at = ${now}
    from json_to_recordset(${JSON.stringify(given)}::json) as g (id uuid, sequence integer, position bigint) where e.id = g.id`.execute(trx)
}
