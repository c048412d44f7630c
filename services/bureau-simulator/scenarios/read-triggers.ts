import type { NewFiling } from '../documents/new-filing.ts'
import type { Trigger } from './scenario.ts'
import { SCENARIO_NAMES } from './scenarios.ts'

/** `#name`, `#name:argument`, and `@n` behind either. An argument ends at the next `#` or `@`. */
const MAGIC = /#([a-z]+(?:-[a-z]+)*)(?::([^#@]*))?(?:@(\d+))?/g

/** Magic values may stand in the names of organiser and site and in both remarks. Unknown names are ordinary text. */
export function readTriggers ({ subject, sites }: NewFiling): Trigger[] {
  return [subject.name, subject.remark, ...sites.flatMap(({ name, remark }) => [name, remark])]
    .flatMap((text) => parseTriggers(text ?? ''))
}

export function parseTriggers (text: string): Trigger[] {
  return [...text.matchAll(MAGIC)]
    .map(([, name = '', argument = '', times]) => ({
      name, argument: argument.trim(), firstSubmissions: times === undefined ? null : Number(times)
    }))
    .filter(({ name }) => SCENARIO_NAMES.includes(name))
}
