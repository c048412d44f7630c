import type { Scenario } from './scenario.ts'

const DEFAULT_OPINION = '网站名称不符合要求，请修改后重新提交。'

/** `#refuse:<text>`: the reviewer refuses with that opinion. */
export const refuse: Scenario = {
  name: 'refuse',
  refusal: (argument) => argument === '' ? DEFAULT_OPINION : argument
}
