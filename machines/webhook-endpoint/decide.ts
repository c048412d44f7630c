import { initialTransition, transition } from 'xstate'
import { endpointAtBirth, type EndpointBirth, type EndpointContext } from './endpoint-context.ts'
import { isEndpointEffect, type EndpointEffect } from './endpoint-effects.ts'
import { EndpointRefused, type EndpointRefusal } from './endpoint-errors.ts'
import { isEndpointRequest, type EndpointEvent, type EndpointRequest } from './endpoint-events.ts'
import { ENDPOINT_MACHINE_ID, endpointMachine } from './endpoint-machine.ts'
import type { EndpointState } from './endpoint-states.ts'

export type EndpointSnapshot = { state: EndpointState, context: EndpointContext }
export type EndpointDecision = {
  next: EndpointSnapshot
  effects: EndpointEffect[]
  /** Counted from the event's `at`. */
  timersToSet: Array<{ name: string, afterMs: number }>
  timersToCancel: string[]
  /** A fact or deadline without use: nothing changes, and nothing need be written. */
  ignored: boolean
}

/**
 * What an event means for an endpoint. Pure: the same endpoint and event give the same decision, always.
 * @throws EndpointRefused when a request is refused, with the reason
 */
export function decide (endpoint: EndpointSnapshot, event: EndpointEvent): EndpointDecision {
  const before = endpointMachine.resolveState({ value: endpoint.state, context: endpoint.context })
  const machineEvent = asMachineEvent(endpoint.state, event)
  if (!before.can(machineEvent)) {
    if (isEndpointRequest(event)) throw new EndpointRefused(endpoint.state, event.type, WHY_NOT[event.type])
    return { next: endpoint, effects: [], timersToSet: [], timersToCancel: [], ignored: true }
  }
  const [after, actions] = transition(endpointMachine, before, machineEvent)
  return { next: snapshotOf(after), ...sortActions(actions), ignored: false }
}

/** The first decision: it waits for consent. */
export function begin (birth: EndpointBirth): EndpointDecision {
  const [after, actions] = initialTransition(endpointMachine, endpointAtBirth(birth))
  return { next: snapshotOf(after), ...sortActions(actions), ignored: false }
}

/** Every state but one accepts each request, so the request tells why it was refused. */
const WHY_NOT: Record<EndpointRequest['type'], EndpointRefusal> = { enable: 'already_enabled', disable: 'already_disabled' }

/** XState knows a deadline by the delay's name and the state that set it. */
function asMachineEvent (state: EndpointState, event: EndpointEvent): EndpointEvent {
  if (event.type !== 'timer') return event
  return { ...event, type: `xstate.after.${event.name.toUpperCase()}.${ENDPOINT_MACHINE_ID}.${state}` } as unknown as EndpointEvent
}

function timerName (id: string): string {
  return id.split('.')[2]!.toLowerCase()
}

type Action = { type: string, params: unknown }

function sortActions (actions: readonly Action[]): Pick<EndpointDecision, 'effects' | 'timersToSet' | 'timersToCancel'> {
  const effects: EndpointEffect[] = []
  const timersToSet: EndpointDecision['timersToSet'] = []
  const timersToCancel: string[] = []
  for (const { type, params } of actions) {
    if (type === 'xstate.raise') {
      const { id, delay } = params as { id: string, delay: number }
      timersToSet.push({ name: timerName(id), afterMs: delay })
    } else if (type === 'xstate.cancel') {
      timersToCancel.push(timerName((params as { sendId: string }).sendId))
    } else if (isEndpointEffect(type)) {
      effects.push({ type, ...(params as object) } as EndpointEffect)
    } else {
      throw new Error(`the machine names an action that nobody knows: ${type}`)
    }
  }
  return { effects, timersToSet, timersToCancel }
}

function snapshotOf ({ value, context }: { value: unknown, context: EndpointContext }): EndpointSnapshot {
  return { state: value as EndpointState, context }
}
