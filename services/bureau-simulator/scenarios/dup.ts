import type { Scenario } from './scenario.ts'

/** `#dup`: every result file comes twice, under different names. */
export const dup: Scenario = { name: 'dup', arrange: (files) => files.flatMap((file) => [file, file]) }
