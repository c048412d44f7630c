import { ORDER_CHART, type ChartTransition } from '../../machines/order/drawing/draw-machine-as-data.ts'
import { FACT_TYPES, REQUEST_TYPES } from '../../machines/order/order-events.ts'
import { isOpen, ORDER_STATES, type OrderState } from '../../machines/order/order-states.ts'
import { code, codes, markdownTable } from './markdown-table.ts'
import { whoMayAsk } from './who-may-ask.ts'

export function tableOfRequests (): string {
  return markdownTable(['request', 'who', 'from → to'], REQUEST_TYPES.map((type) => {
    const everywhere = listening(type).flatMap(({ transitions }) => transitions)
    return [code(type), whoMayAsk(type, everywhere).join(', '), ways(type)]
  }))
}

export function tableOfFacts (): string {
  return markdownTable(['fact', 'from → to'], FACT_TYPES.map((type) => [code(type), ways(type)]))
}

function listening (event: string): Array<{ state: OrderState, transitions: ChartTransition[] }> {
  return (Object.keys(ORDER_CHART.states) as OrderState[]).flatMap((state) => {
    const transitions = ORDER_CHART.states[state].on[event]
    return transitions ? [{ state, transitions }] : []
  })
}

/** States from which an event may lead to the same others, on a line. */
function ways (event: string): string {
  const byTargets = Map.groupBy(listening(event), ({ transitions }) =>
    [...new Set(transitions.map(({ target }) => target === undefined ? 'stays' : code(target)))].join(', '))
  return [...byTargets].map(([targets, listed]) => `${named(listed.map(({ state }) => state))} → ${targets}`).join('<br>')
}

function named (states: OrderState[]): string {
  const all = Object.keys(ORDER_STATES) as OrderState[]
  if (states.length === all.length) return 'every state'
  const isEveryOpen = states.every(isOpen) && states.length === all.filter(isOpen).length
  return isEveryOpen ? 'every open state' : codes(states)
}
