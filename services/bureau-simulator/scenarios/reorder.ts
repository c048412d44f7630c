import type { Scenario } from './scenario.ts'

/** `#reorder`: the registered data before the approval, and both before what earlier requests are waiting for. */
export const reorder: Scenario = { name: 'reorder', arrange: (files) => files.toReversed(), overtakes: true }
