import { drawMachineGuard } from './draw-machine-guard.ts'
import type { GuardName } from '../order-conditions.ts'
import { contextAtBirth, type OrderContext } from '../order-context.ts'
import { orderDelays } from '../order-delays.ts'
import { MACHINE_ID, MACHINE_VERSION, orderMachine } from '../order-machine.ts'
import type { OrderPolicy } from '../policy/order-policy.ts'
import { ORDER_STATES, type OrderState } from '../order-states.ts'
import { ORDER_TYPES, type OrderType } from '../order-types.ts'

export type ChartAction = string | { type: string, params?: Record<string, unknown> }
export type ChartTransition = { target?: OrderState, guard?: { type: 'all', params: { of: GuardName[] } }, actions?: ChartAction[] }
export type ChartTransitions = Record<string, ChartTransition[]>
export type ChartState = { description: string, tags: string[], on: ChartTransitions, after: ChartTransitions, exit?: ChartAction[] }
export type Chart = { id: string, version: string, description: string, initial: OrderState, states: Record<OrderState, ChartState> }

const START: OrderState = 'draft'

/** The way to success, for `drawMachine`. */
export const MAIN_PATH = [
  'draft>initial_review', 'draft>owner_confirmation', 'draft>counterparty_confirmation', 'draft>bureau_queue', 'bureau_review>completed'
]

/** The statechart of every order as a config of XState that survives JSON: functions are left out, names stay. */
export const ORDER_CHART: Chart = {
  id: MACHINE_ID,
  version: String(MACHINE_VERSION),
  description: 'The life of a filing order of any type, under any policy',
  initial: START,
  states: Object.fromEntries((Object.keys(ORDER_STATES) as OrderState[]).map((state) => [state, stateAsData(state)])) as Chart['states']
}

/** The same for one order type under one policy: what it never does, and the states that it never sees, are not there. */
export function drawMachineAsData (orderType: OrderType, policy: OrderPolicy): Chart {
  const unsent = contextAtBirth({ orderType, province: '', createdAt: '1970-01-01T00:00:00.000Z', policy, contentHash: '', findings: [] })
  const possible = mapStates(ORDER_CHART.states, (_, state) => prune(state, unsent))
  const before = reachable(possible, ({ actions = [] }) => !actions.includes('startAttempt'))
  const exact = mapStates(ORDER_CHART.states, (name, state) => prune(state, before.has(name) ? unsent : { ...unsent, attempt: 1 }))
  const kept = reachable(exact, () => true)
  return {
    ...ORDER_CHART,
    description: `${ORDER_TYPES[orderType].label.en}, under the policy ${policy.preset}`,
    states: Object.fromEntries(Object.entries(exact).filter(([name]) => kept.has(name as OrderState))) as Chart['states']
  }
}

function stateAsData (state: OrderState): ChartState {
  const { label, turn, open } = ORDER_STATES[state]
  const { on = {}, after = {}, exit } = orderMachine.config.states![state] as Record<'on' | 'after' | 'exit', unknown>
  return {
    description: label.zh,
    tags: [turn, open ? 'open' : 'final'],
    on: transitionsAsData(on as object),
    after: transitionsAsData(after as object),
    ...exit !== undefined && { exit: actionsAsData(exit) }
  }
}

function transitionsAsData (transitions: object): ChartTransitions {
  return Object.fromEntries(Object.entries(transitions).map(([name, listed]) => [name, [listed].flat().map(
    ({ target, guard, actions }: { target?: OrderState, guard?: ChartTransition['guard'], actions?: unknown }) => ({
      ...target && { target }, ...guard && { guard }, ...actions !== undefined && { actions: actionsAsData(actions) }
    }))]))
}

/** An action whose parameters are computed keeps its name: what it takes with it only an order can tell. */
function actionsAsData (actions: unknown): ChartAction[] {
  return [actions].flat().map((action) => typeof action === 'string'
    ? action
    : JSON.parse(JSON.stringify(action)) as ChartAction)
}

function prune (state: ChartState, context: OrderContext): ChartState {
  const on = pruneTransitions(state.on, context)
  const running = Object.entries(state.after).filter(([name]) => delayMs(name, context) !== Infinity)
  return { ...state, on, after: pruneTransitions(Object.fromEntries(running), context) }
}

function delayMs (name: string, context: OrderContext): number {
  const { createdAt } = context
  return orderDelays[name as keyof typeof orderDelays]({ context, event: { type: 'timer', name, at: createdAt } })
}

function pruneTransitions (transitions: ChartTransitions, context: OrderContext): ChartTransitions {
  const pruned = Object.entries(transitions).map(([name, listed]) => [name, possibleOf(listed, context)] as const)
  return Object.fromEntries(pruned.filter(([, listed]) => listed.length > 0))
}

/** Without guards that always hold, without transitions that never do, and without those that an earlier one always forestalls. */
function possibleOf (transitions: ChartTransition[], context: OrderContext): ChartTransition[] {
  const open = transitions.flatMap(({ guard, ...rest }) => {
    const names = guard?.params.of ?? []
    if (names.some((name) => drawMachineGuard(name, context) === false)) return []
    const of = names.filter((name) => drawMachineGuard(name, context) === undefined)
    return [{ ...rest, ...of.length > 0 && { guard: { type: 'all' as const, params: { of } } } }]
  })
  const forestalls = (earlier: ChartTransition, later: ChartTransition) => guardsOf(earlier).every((name) => guardsOf(later).includes(name))
  return open.filter((later, index) => !open.slice(0, index).some((earlier) => forestalls(earlier, later)))
}

function guardsOf ({ guard }: ChartTransition): GuardName[] {
  return guard?.params.of ?? []
}

function reachable (states: Record<OrderState, ChartState>, along: (transition: ChartTransition) => boolean): Set<OrderState> {
  const seen = new Set<OrderState>([START])
  for (const state of seen) {
    const { on, after } = states[state]
    for (const transition of [...Object.values(on), ...Object.values(after)].flat()) {
      if (transition.target && along(transition)) seen.add(transition.target)
    }
  }
  return seen
}

function mapStates<To> (states: Chart['states'], map: (name: OrderState, state: ChartState) => To): Record<OrderState, To> {
  return Object.fromEntries(Object.entries(states).map(([name, state]) => [name, map(name as OrderState, state)])) as Record<OrderState, To>
}
