import { initialTransition, transition } from 'xstate'
import { holds, isChoice, reasonsAgainst, type GuardName } from './order-conditions.ts'
import { contextAtBirth, type OrderBirth, type OrderContext } from './order-context.ts'
import type { OrderEffect } from './order-effects.ts'
import { isEffect } from './order-effects.ts'
import { workingDaysOf } from './order-delays.ts'
import { IllegalTransition } from './order-errors.ts'
import { isRequest, type OrderEvent, type OrderRequest } from './order-events.ts'
import { MACHINE_ID, orderMachine } from './order-machine.ts'
import type { OrderState } from './order-states.ts'
import type { RefusalReason } from './refusal-reasons.ts'

export type OrderSnapshot = { state: OrderState, context: OrderContext }
/** `name` is the delay in snake_case; what follows it counts from the event's `at`. Whoever commits knows the calendar. */
export type TimerToSet = { name: string, afterMs: number } | { name: string, workingDays: number }
export type Decision = {
  next: OrderSnapshot
  effects: OrderEffect[]
  timersToSet: TimerToSet[]
  timersToCancel: string[]
  /** A fact or deadline that found no use: recorded, and nothing else changes. */
  ignored: boolean
}

/**
 * What an event means for an order. Pure: the same order and event give the same decision, always.
 * @throws IllegalTransition when a request is refused, with the reasons
 */
export function decide (order: OrderSnapshot, event: OrderEvent): Decision {
  const transitionTaken = findTransition(order, event)
  if (!transitionTaken) {
    if (isRequest(event)) throw new IllegalTransition(order.state, event.type, reasonsToRefuse(order, event))
    return { next: order, effects: [], timersToSet: [], timersToCancel: [], ignored: true }
  }
  const before = orderMachine.resolveState({ value: order.state, context: order.context })
  const [after, actions] = transition(orderMachine, before, asMachineEvent(order.state, event))
  return { next: snapshotOf(after), ...sortActions(actions), ignored: false }
}

/** The first decision: a draft, with its deadlines. */
export function begin (birth: OrderBirth): Decision {
  const [after, actions] = initialTransition(orderMachine, contextAtBirth(birth))
  return { next: snapshotOf(after), ...sortActions(actions), ignored: false }
}

/** Why an order refuses a request; empty when it accepts it. What `actions` of the API shows. */
export function reasonsToRefuse (order: OrderSnapshot, event: OrderRequest): RefusalReason[] {
  const candidates = transitionsFor(order.state, event)
  if (candidates.length === 0) return [{ code: 'not_in_this_state' }]
  if (findTransition(order, event)) return []
  const perCandidate = candidates
    .filter(({ guards }) => guards.every((name) => !isChoice(name) || holds(name, order.context, event)))
    .map(({ guards }) => guards.flatMap((name) => reasonsAgainst(name, order.context, event)))
  return perCandidate.find((reasons) => reasons.length > 0) ?? [{ code: 'not_in_this_state' }]
}

type Candidate = { guards: GuardName[] }

function findTransition (order: OrderSnapshot, event: OrderEvent): Candidate | undefined {
  return transitionsFor(order.state, event)
    .find(({ guards }) => guards.every((name) => holds(name, order.context, event)))
}

function transitionsFor (state: OrderState, event: OrderEvent): Candidate[] {
  const { transitions } = orderMachine.states[state] as unknown as { transitions: Map<string, Array<{ guard?: unknown }>> }
  const listed = transitions.get(asMachineEvent(state, event).type) ?? []
  return listed.map(({ guard }) => ({ guards: namesOf(guard) }))
}

function namesOf (guard: unknown): GuardName[] {
  return guard === undefined ? [] : (guard as { params: { of: GuardName[] } }).params.of
}

/** XState knows a deadline by the delay's name and the state that set it; one begun within a state has its own name. */
function asMachineEvent (state: OrderState, event: OrderEvent): OrderEvent {
  if (event.type !== 'timer') return event
  const ofState = `xstate.after.${event.name.toUpperCase()}.${MACHINE_ID}.${state}`
  return { ...event, type: event.name === 'authenticity_link' ? event.name : ofState } as unknown as OrderEvent
}

function timerName (id: string): string {
  return (id.split('.')[2] ?? id).toLowerCase()
}

function timerToSet (name: string, delayMs: number): TimerToSet {
  const workingDays = workingDaysOf(name, delayMs)
  return workingDays === null ? { name, afterMs: delayMs } : { name, workingDays }
}

type Action = { type: string, params: unknown }

function sortActions (actions: readonly Action[]): Pick<Decision, 'effects' | 'timersToSet' | 'timersToCancel'> {
  const effects: OrderEffect[] = []
  const timersToSet: TimerToSet[] = []
  const timersToCancel: string[] = []
  for (const { type, params } of actions) {
    if (type === 'xstate.raise') {
      const { id, delay } = params as { id: string, delay: number }
      if (delay !== Infinity) timersToSet.push(timerToSet(timerName(id), delay))
    } else if (type === 'xstate.cancel') {
      timersToCancel.push(timerName((params as { sendId: string }).sendId))
    } else if (isEffect(type)) {
      effects.push({ type, ...(params as object) } as OrderEffect)
    } else {
      throw new Error(`the machine names an action that nobody knows: ${type}`)
    }
  }
  return { effects, timersToSet, timersToCancel }
}

function snapshotOf ({ value, context }: { value: unknown, context: OrderContext }): OrderSnapshot {
  return { state: value as OrderState, context }
}
