import { isDeepStrictEqual } from 'node:util'
import { getShortestPaths } from '@xstate/graph'
import { initialTransition, transition } from 'xstate'
import type { OrderSnapshot } from '../../../machines/order/decide.ts'
import { contextAtBirth, type OrderBirth, type OrderContext } from '../../../machines/order/order-context.ts'
import type { MachineEvent } from '../../../machines/order/order-events.ts'
import { MACHINE_ID, orderMachine } from '../../../machines/order/order-machine.ts'
import type { OrderState } from '../../../machines/order/order-states.ts'
import { declaredDeadlines } from '../../../machines/order/testing/declared-deadlines.ts'
import { AT } from '../../../machines/order/testing/orders.ts'
import { eventsToTry, type Try } from './events-to-try.ts'

/** What the chart says of an event: null, or the order after it. */
export type Foreseen = Try & { next: OrderSnapshot | null }
/** A place in the graph of all that can become of an order: how one comes there, and what can be tried. */
export type Place = { order: OrderSnapshot, way: Foreseen[], tries: Foreseen[] }

type Snapshot = ReturnType<typeof orderMachine.resolveState>

/** Every place that guards tell apart, each by the shortest way there. */
export function explore (birth: OrderBirth): Place[] {
  const options = {
    input: contextAtBirth(birth),
    events: (snapshot: Snapshot) => movesFrom(orderOf(snapshot)).map(({ event }) => event),
    serializeState: (snapshot: Snapshot) => keyOf(orderOf(snapshot)),
    serializeEvent: (event: MachineEvent) => JSON.stringify(event)
  }
  const paths = getShortestPaths(orderMachine, options as never)
  return paths.map(({ steps }) => {
    let snapshot = initialTransition(orderMachine, options.input)[0]
    const way = steps.filter(({ event }) => (event as { type: string }).type !== 'xstate.init').map(({ event }) => {
      const foreseen = foresee(snapshot, movesFrom(orderOf(snapshot)).find((one) => isDeepStrictEqual(one.event, event))!)
      snapshot = orderMachine.resolveState({ value: foreseen.next!.state, context: foreseen.next!.context })
      return foreseen
    })
    const here = snapshot
    return { order: orderOf(here), way, tries: eventsToTry(orderOf(here)).map((one) => foresee(here, one)) }
  })
}

function foresee (snapshot: Snapshot, { name, event }: Try): Foreseen {
  const told = event as MachineEvent
  return { name, event, next: isTaken(snapshot, told) ? orderOf(transition(orderMachine, snapshot, told)[0]) : null }
}

/** Not `can`: that says no to a fact which is only recorded. */
function isTaken (snapshot: Snapshot, event: MachineEvent): boolean {
  return orderMachine.getTransitionData(snapshot as never, event).length > 0
}

const MOVING_TIMERS = ['expiry', 'owner_window', 'counterparty_window', 'sms_window']

function movesFrom (order: OrderSnapshot): Try[] {
  const due = declaredDeadlines(order.state, order.context, AT).filter((name) => MOVING_TIMERS.includes(name))
  const timers = due.map((name) => ({
    name, event: { type: `xstate.after.${name.toUpperCase()}.${MACHINE_ID}.${order.state}`, at: AT } as never
  }))
  return [...eventsToTry(order), ...timers]
}

function orderOf ({ value, context }: Snapshot): OrderSnapshot {
  return { state: value as OrderState, context: context as OrderContext }
}

/** All that a guard asks of the context, as far as it asks. */
function keyOf ({ state, context }: OrderSnapshot): string {
  const { attempt, approved, decision, findings, contentHash, reviewedHash, firstPassBy, confirmations, filing } = context
  const isEdited = contentHash !== reviewedHash
  const asked = [attempt > 0, approved, decision?.by, findings.length > 0, isEdited, firstPassBy, confirmations, filing !== null]
  return JSON.stringify([state, ...asked])
}
