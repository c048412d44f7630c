import { sql } from 'kysely'
import { DomainError } from '../../machines/order/order-errors.ts'
import { explainReasons, type RefusalCode } from '../../machines/order/refusal-reasons.ts'
import { eraseEvents } from './events/erase-events.ts'
import { findOrder } from './find-orders.ts'
import type { OrdersDeps } from './orders-deps.ts'
import type { StoredOrder } from './stored-order.ts'

/**
 * Takes an abandoned order, with its history, from the account that owns it. What an account abandoned and deletes
 * leaves no trace of a person behind. One to which the bureau has given a number all the same is the record of that filing.
 *
 * @throws DomainError order_not_found, version_mismatch, illegal_transition
 */
export async function deleteOrder (
  deps: OrdersDeps, orderId: string, { accountId, ifVersion }: { accountId: string, ifVersion?: number }
): Promise<void> {
  const order = await findOrder(deps, orderId, { accountId })
  if (ifVersion !== undefined && ifVersion !== order.version) {
    throw new DomainError('version_mismatch', 'The order has changed since it was read: read it again.', { version: order.version })
  }
  if (await deleteUnlessNeeded(deps, orderId)) return
  const { state } = order
  const code = whyKept(await findOrder(deps, orderId, { accountId })) // as it is now: a number may have come meanwhile
  throw new DomainError('illegal_transition', `An order in ${state} cannot be deleted: ${WAY_OUT[code]}.`, {
    state, request: 'delete', reasons: explainReasons([{ code }])
  })
}

/** Messages go with the order, sent or not; of its events only what happened stays; whatever else it has asked for must have been done. */
async function deleteUnlessNeeded ({ db, now }: OrdersDeps, orderId: string): Promise<boolean> {
  const deleted = await db
    .with('gone', (db) => db.deleteFrom('filing_order as o')
      .where('o.id', '=', orderId).where('o.state', '=', 'abandoned')
      .where(sql<boolean>`o.context ->> 'filing' is null`)
      .where(({ not, exists, selectFrom }) => not(exists(selectFrom('outbox as e').select('e.id')
        .whereRef('e.order_id', '=', 'o.id').where('e.status', 'in', ['pending', 'queued']).where('e.kind', '<>', 'notify'))))
      .returning('o.id'))
    .with('unnamed', () => eraseEvents('gone', now()))
    .selectFrom('gone').select('id').executeTakeFirst()
  return deleted !== undefined
}

function whyKept ({ state, context }: StoredOrder): KeptBecause {
  if (state !== 'abandoned') return 'not_in_this_state'
  return context.filing === null ? 'effects_unfinished' : 'filing_on_record'
}

type KeptBecause = Extract<RefusalCode, 'not_in_this_state' | 'filing_on_record' | 'effects_unfinished'>

const WAY_OUT: Record<KeptBecause, string> = {
  not_in_this_state: 'abandon it first',
  filing_on_record: 'the bureau registered a filing for it, of which it is the record; to end the filing, place a cancellation',
  effects_unfinished: 'what it asked for is still being done; try again later'
}
