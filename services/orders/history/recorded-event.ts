import type { OrderSnapshot } from '../../../machines/order/decide.ts'
import type { OrderBirth } from '../../../machines/order/order-context.ts'
import type { Actor, OrderEvent } from '../../../machines/order/order-events.ts'
import { MACHINE_VERSION } from '../../../machines/order/order-machine.ts'
import type { OrderInMotion } from '../stored-order.ts'

/** The order as a newer machine found it: from here on, and not before, the history is of that version. */
export type Upgraded = { from: number, to: number } & OrderSnapshot
/** The first row of a history. Machine version 1 did not say so. */
export type Creation = { type: 'create', at: string, by: Actor, machineVersion?: number, birth: OrderBirth }
/** What `decide` was given, and before it what `begin` was. No word that a person wrote is in it. */
export type StoredEvent = Creation | OrderEvent & { upgraded?: Upgraded }

/** The event as the history keeps it. The first one under a newer machine says what it was applied to. */
export function recordedEvent ({ state, context, upgrade }: OrderInMotion, event: OrderEvent): StoredEvent {
  if (!upgrade) return event
  return { ...event, upgraded: { from: upgrade.machineVersion, to: MACHINE_VERSION, state, context } }
}
