import type { Role } from '../../../machines/order/order-events.ts'
import { MACHINE_ID, MACHINE_VERSION } from '../../../machines/order/order-machine.ts'
import { labelOf, ORDER_STATES } from '../../../machines/order/order-states.ts'
import { findHistory, type HistoryRow } from './order-history.ts'
import type { OrderView } from '../order-view.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import type { StoredEvent } from './recorded-event.ts'
import { findEvents } from './replay-order.ts'
import type { StoredOrder } from '../stored-order.ts'

export type HistoryExport = {
  order: Pick<OrderView,
    'id' | 'number' | 'accountId' | 'externalReference' | 'orderType' | 'state' | 'label' | 'turn' | 'round' | 'version' |
    'province' | 'createdAt' | 'updatedAt'>
  /** The statechart that reads it. */
  machine: { id: string, version: number }
  rows: HistoryRow[]
  /**
   * Only for admins: `begin` with the birth in the first, then `decide` with each, gives the order as it is stored. Of one that
   * began under an earlier machine, start at the last with `upgraded`, from the state and context there.
   */
  replay?: StoredEvent[]
}

/** The whole history of an order up to the version that was read, masked by role as its list is. */
export async function exportHistory (deps: OrdersDeps, order: StoredOrder, role: Role): Promise<HistoryExport> {
  const { version: upTo } = order
  return {
    order: headOf(order),
    machine: { id: MACHINE_ID, version: MACHINE_VERSION },
    rows: await findHistory(deps, order, role, { upTo }),
    ...role === 'admin' && { replay: await findEvents(deps, order.id, { upTo }) }
  }
}

function headOf (order: StoredOrder): HistoryExport['order'] {
  const { id, number, accountId, externalReference, orderType, state, context, version, province, createdAt, updatedAt } = order
  return {
    id,
    number,
    accountId,
    externalReference,
    orderType,
    state,
    label: labelOf(state, context),
    turn: ORDER_STATES[state].turn,
    round: context.round,
    version,
    province,
    createdAt,
    updatedAt
  }
}
