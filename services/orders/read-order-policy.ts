import { checkOrderPolicy, type OrderPolicy } from '../../machines/order/policy/order-policy.ts'
import { POLICY_PRESETS } from '../../machines/order/policy/policy-presets.ts'

/**
 * A preset by its name, or as JSON the switches that differ from the preset they name: `{"preset":"huawei","fourEyes":true}`.
 * @throws Error with the names there are, or with every fault
 */
export function readOrderPolicy (text: string): OrderPolicy {
  if (!text.trimStart().startsWith('{')) return presetNamed(text)
  const given = readJson(text)
  return checkOrderPolicy(typeof given.preset === 'string' ? overlay(presetNamed(given.preset), given) : given)
}

function presetNamed (name: string): OrderPolicy {
  const preset = Object.entries(POLICY_PRESETS).find(([known]) => known === name)
  if (preset) return preset[1]
  throw new Error(`ORDER_POLICY names no preset: there are ${Object.keys(POLICY_PRESETS).join(', ')}`)
}

function readJson (text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    throw new Error('ORDER_POLICY is not valid JSON')
  }
}

/** A switch that is an object is laid over member by member, every other one replaces that of the preset. */
function overlay (preset: object, given: object): object {
  const merged: Record<string, unknown> = { ...preset }
  for (const [name, value] of Object.entries(given)) {
    const before = merged[name]
    merged[name] = isObject(before) && isObject(value) ? overlay(before, value) : value
  }
  return merged
}

function isObject (value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
