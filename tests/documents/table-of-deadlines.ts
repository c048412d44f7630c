import { ORDER_CHART, type ChartTransition } from '../../machines/order/drawing/draw-machine-as-data.ts'
import { contextAtBirth } from '../../machines/order/order-context.ts'
import { orderDelays, workingDaysOf } from '../../machines/order/order-delays.ts'
import type { OrderState } from '../../machines/order/order-states.ts'
import { POLICY_PRESETS } from '../../machines/order/policy/policy-presets.ts'
import { chartsOfPreset, PRESETS, typesReaching, type Preset } from './charts-of-preset.ts'
import { code, codes, markdownTable } from './markdown-table.ts'

type Delay = keyof typeof orderDelays

/** The one that does not belong to a state: it runs from the link that was sent. */
const LINK: Delay = 'AUTHENTICITY_LINK'

export function tableOfDeadlines (): string {
  const running = (Object.keys(ORDER_CHART.states) as OrderState[]).flatMap((state) => {
    const { after, on } = ORDER_CHART.states[state]
    const ofState = Object.entries(after).map(([name, transitions]) => describe(name as Delay, state, transitions))
    const ofLink = on[LINK.toLowerCase()]
    return ofLink ? [...ofState, describe(LINK, state, ofLink)] : ofState
  })
  const rows = [...Map.groupBy(running, ({ name, does, values }) => [name, does, ...values].join('|')).values()]
  return markdownTable(['deadline', 'runs in', 'then', ...PRESETS], rows.map((alike) => {
    const { name, does, values } = alike[0]!
    return [code(name.toLowerCase()), codes(alike.map(({ state }) => state)), does, ...values]
  }))
}

function describe (name: Delay, state: OrderState, transitions: ChartTransition[]) {
  return { name, state, does: whatFollows(transitions), values: PRESETS.map((preset) => valueUnder(preset, name, state)) }
}

function whatFollows (transitions: ChartTransition[]): string {
  const { target, actions = [] } = transitions[0]!
  if (target !== undefined) return `→ ${code(target)}`
  return actions.map((action) => typeof action === 'string'
    ? code(action)
    : `${code(String(action.params?.['template'] ?? action.type))} to ${action.params?.['audience']}`).join(', ')
}

function valueUnder (preset: Preset, name: Delay, state: OrderState): string {
  const [orderType] = typesReaching(state, preset).filter((type) =>
    name === LINK || name in chartsOfPreset(preset).get(type)!.states[state].after)
  if (orderType === undefined) return '–'
  const context = contextAtBirth({
    orderType, province: '', createdAt: '1970-01-01T00:00:00.000Z', policy: POLICY_PRESETS[preset], contentHash: '', findings: []
  })
  const ms = orderDelays[name]({ context, event: { type: 'timer', name, at: context.createdAt } })
  const workingDays = workingDaysOf(name.toLowerCase(), ms)
  return workingDays === null ? span(ms) : amount(workingDays, 'working day')
}

function span (ms: number): string {
  const minutes = ms / 60_000
  if (minutes % 1440 === 0) return amount(minutes / 1440, 'day')
  return minutes % 60 === 0 ? amount(minutes / 60, 'hour') : amount(minutes, 'minute')
}

function amount (count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
