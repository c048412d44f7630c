import { dup } from './dup.ts'
import { errors } from './errors.ts'
import { refuse } from './refuse.ts'
import { reorder } from './reorder.ts'
import type { Scenario, Trigger } from './scenario.ts'
import { silent } from './silent.ts'
import { slow } from './slow.ts'
import { smsFail } from './sms-fail.ts'
import { smsTimeout } from './sms-timeout.ts'
import { split } from './split.ts'

/** Arrangements run in this order, so that `#split#dup` doubles both halves. */
const SCENARIOS: Scenario[] = [refuse, errors, smsTimeout, smsFail, slow, silent, split, dup, reorder]

export const SCENARIO_NAMES = SCENARIOS.map(({ name }) => name)

export type ActiveScenario = { scenario: Scenario, argument: string }

export function activeScenarios (triggers: Trigger[]): ActiveScenario[] {
  return SCENARIOS.flatMap((scenario) => {
    const trigger = triggers.find(({ name }) => name === scenario.name)
    return trigger ? [{ scenario, argument: trigger.argument }] : []
  })
}
