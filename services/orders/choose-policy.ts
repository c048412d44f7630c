import { checkOrderPolicy, POLICY_PRESETS, type OrderPolicy } from '../../machines/order/order-policy.ts'

/** The policy that ORDER_POLICY names, or spells out in JSON. @throws Error that lists every fault */
export function choosePolicy (text: string): OrderPolicy {
  if (Object.hasOwn(POLICY_PRESETS, text)) return POLICY_PRESETS[text as keyof typeof POLICY_PRESETS]
  if (!text.trimStart().startsWith('{')) {
    throw new Error(`ORDER_POLICY is neither JSON nor the name of a preset: ${Object.keys(POLICY_PRESETS).join(', ')}`)
  }
  return checkOrderPolicy(JSON.parse(text))
}
