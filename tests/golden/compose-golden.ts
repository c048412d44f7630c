import type { OrderBirth } from '../../machines/order/order-context.ts'
import { orderMachine } from '../../machines/order/order-machine.ts'
import { goldenEvents, type Timeless } from './golden-events.ts'
import { outcomesOf, type Outcomes } from './outcomes.ts'
import { SCENARIOS } from './scenarios.ts'
import { walkOrder, type Walk } from './walk-order.ts'

/** Snapshots as one version of the machine stored them, and what it did with them. Policies stand apart, being long. */
export type Golden = {
  machineVersion: number
  states: string[]
  timers: string[]
  policies: Record<string, Record<string, unknown>>
  events: Record<string, Timeless>
  orders: GoldenOrder[]
}
export type GoldenOrder = {
  name: string
  policy: string
  birth: Record<string, unknown>
  steps: Walk['steps']
  state: string
  context: Record<string, unknown>
  timers: string[]
  askedAt: string
  outcomes: Outcomes
}
export type Birthplace = { policy: string, birth: OrderBirth, scenarios: string[] }

/** Walks the machine. Where two scenarios lead to the same order, the first stands for both. */
export function composeGolden (machineVersion: number, births: Birthplace[], without: string[] = []): Golden {
  const timers = timersOfMachine()
  const events = Object.fromEntries(Object.entries(goldenEvents(timers)).filter(([name]) => !without.includes(name)))
  const seen = new Set<string>()
  return {
    machineVersion,
    states: Object.keys(orderMachine.states).sort(),
    timers,
    policies: Object.fromEntries(births.map(({ policy, birth }) => [policy, birth.policy])),
    events,
    orders: births.flatMap(({ policy, birth, scenarios }) => scenarios.flatMap((scenario) => {
      const walk = walkOrder(birth, SCENARIOS[scenario]!, events)
      const key = walk && JSON.stringify([policy, walk.order, walk.askedAt])
      if (!walk || seen.has(key!)) return []
      seen.add(key!)
      return [goldenOrder(`${policy}, ${birth.orderType}: ${scenario}`, policy, birth, walk, events)]
    }))
  }
}

function goldenOrder (
  name: string, policy: string, { policy: _, ...birth }: OrderBirth, { order, timers, steps, askedAt }: Walk, events: Golden['events']
): GoldenOrder {
  const { policy: __, ...context } = order.context
  const outcomes = outcomesOf(order, events, askedAt)
  return { name, policy, birth, steps, state: order.state, context, timers: timers.toSorted(), askedAt, outcomes }
}

/** Deadlines of states, and those that begin within one. */
function timersOfMachine (): string[] {
  const ofStates = Object.values(orderMachine.states).flatMap(({ after }) => after.map(({ delay }) => String(delay).toLowerCase()))
  return [...new Set([...ofStates, ...raisedWithin()])].sort()
}

/** By XState's action of that name, with an id of its own. */
function raisedWithin (): string[] {
  const actions = Object.values(orderMachine.implementations.actions) as Array<{ type?: string, id?: unknown, delay?: unknown }>
  return actions.filter(({ type, delay }) => type === 'xstate.raise' && delay !== undefined).map(({ id }) => String(id))
}
