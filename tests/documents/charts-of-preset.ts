import { drawMachineAsData, type Chart } from '../../machines/order/drawing/draw-machine-as-data.ts'
import type { OrderState } from '../../machines/order/order-states.ts'
import { ORDER_TYPES, type OrderType } from '../../machines/order/order-types.ts'
import { POLICY_PRESETS } from '../../machines/order/policy/policy-presets.ts'

export type Preset = keyof typeof POLICY_PRESETS
export const PRESETS = Object.keys(POLICY_PRESETS) as Preset[]
export const TYPES = Object.keys(ORDER_TYPES) as OrderType[]

const CHARTS = Object.fromEntries(PRESETS.map((preset) =>
  [preset, new Map(TYPES.map((type) => [type, drawMachineAsData(type, POLICY_PRESETS[preset])]))])) as Record<Preset, Map<OrderType, Chart>>

/** The chart of every order type under a preset. */
export function chartsOfPreset (preset: Preset): Map<OrderType, Chart> {
  return CHARTS[preset]
}

/** Order types that reach a state under a preset. */
export function typesReaching (state: OrderState, preset: Preset): OrderType[] {
  return TYPES.filter((type) => state in CHARTS[preset].get(type)!.states)
}
