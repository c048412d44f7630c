import { ORDER_CHART } from '../../machines/order/drawing/draw-machine-as-data.ts'
import { REQUEST_TYPES } from '../../machines/order/order-events.ts'
import { ORDER_STATES, type OrderState } from '../../machines/order/order-states.ts'
import { code, codes, markdownTable } from './markdown-table.ts'
import { whoMayAsk } from './who-may-ask.ts'

export function tableOfStates (): string {
  return markdownTable(
    ['state', '中文', 'English', 'whose turn', 'open', 'requests that it may accept', 'deadlines'],
    (Object.keys(ORDER_STATES) as OrderState[]).map((state) => {
      const { label, turn, open } = ORDER_STATES[state]
      const deadlines = Object.keys(ORDER_CHART.states[state].after).map((name) => name.toLowerCase())
      return [code(state), label.zh, label.en, turn, open ? 'yes' : 'no', requestsOf(state), codes(deadlines)]
    })
  )
}

/** By who may make them, each group on a line. */
function requestsOf (state: OrderState): string {
  const { on } = ORDER_CHART.states[state]
  const accepted = REQUEST_TYPES.filter((type) => type in on)
  const byRoles = Map.groupBy(accepted, (type) => whoMayAsk(type, on[type]!).join(', '))
  return [...byRoles].map(([roles, types]) => `${roles}: ${codes(types)}`).join('<br>')
}
