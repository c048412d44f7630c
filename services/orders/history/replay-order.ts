import { begin, decide, type OrderSnapshot } from '../../../machines/order/decide.ts'
import type { OrderEvent } from '../../../machines/order/order-events.ts'
import { upcastBirth, upcastOrder } from '../../../machines/order/upcasters/upcast-order.ts'
import type { SnapshotRow } from '../../../machines/order/upcasters/upcaster.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import type { Creation, StoredEvent } from './recorded-event.ts'

/**
 * The order as its history makes it, through `decide` alone. It equals what is stored, or the history lies. A history that
 * began under an earlier machine version counts from where the newer one took over: what an older machine made of older
 * events, this one need not. Until then it is tried from the birth.
 */
export async function replayOrder (deps: Pick<OrdersDeps, 'db'>, orderId: string): Promise<OrderSnapshot> {
  const { province, created_at: createdAt } = await deps.db.selectFrom('filing_order').select(['province', 'created_at'])
    .where('id', '=', orderId).executeTakeFirstOrThrow()
  return replayEvents(await findEvents(deps, orderId), { province, createdAt: createdAt.toISOString() })
}

/** All that happened to an order, up to a version, as its machine was told. */
export async function findEvents (
  { db }: Pick<OrdersDeps, 'db'>, orderId: string, { upTo }: { upTo?: number } = {}
): Promise<StoredEvent[]> {
  let query = db.selectFrom('order_history').select('event').where('order_id', '=', orderId).orderBy('version')
  if (upTo !== undefined) query = query.where('version', '<=', upTo)
  return (await query.execute()).map(({ event }) => event as StoredEvent)
}

function replayEvents (events: StoredEvent[], row: SnapshotRow): OrderSnapshot {
  const takeover = events.findLastIndex((event) => 'upgraded' in event)
  const later = events.slice(takeover === -1 ? 1 : takeover) as OrderEvent[]
  const start = takeover === -1 ? born(events[0] as Creation, row) : takenOver(events[takeover]!, row)
  return later.reduce<OrderSnapshot>((order, event) => decide(order, event).next, start)
}

function born ({ machineVersion = 1, birth }: Creation, row: SnapshotRow): OrderSnapshot {
  return begin(upcastBirth(machineVersion, birth, row)).next
}

function takenOver (event: StoredEvent, row: SnapshotRow): OrderSnapshot {
  const { to, ...snapshot } = (event as Extract<StoredEvent, { upgraded?: unknown }>).upgraded!
  const { state, context } = upcastOrder({ ...snapshot, machineVersion: to, timers: [] }, row)
  return { state, context }
}
