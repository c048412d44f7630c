import { checkOrderPolicy, type OrderPolicy } from '../../machines/order/order-policy.ts'
import { POLICY_PRESETS } from '../../machines/order/policy-presets.ts'

/** A preset by its name, or a whole policy as JSON. @throws Error with the names there are, or with every fault */
export function readOrderPolicy (text: string): OrderPolicy {
  if (text.trimStart().startsWith('{')) return checkOrderPolicy(JSON.parse(text))
  const preset = Object.entries(POLICY_PRESETS).find(([name]) => name === text)
  if (preset) return preset[1]
  throw new Error(`ORDER_POLICY names no preset: there are ${Object.keys(POLICY_PRESETS).join(', ')}`)
}
