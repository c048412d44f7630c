import type { ResultFile, Scenario } from './scenario.ts'

/** `#split`: `Jg_xx` and `GJSHS` of one outcome in two files. */
export const split: Scenario = { name: 'split', arrange: (files) => files.flatMap(splitFile) }

function splitFile (file: ResultFile): ResultFile[] {
  if (file.kind !== 'result') return [file]
  const { results, decisions } = file.result
  if (results.length === 0 || decisions.length === 0) return [file]
  return [
    { kind: 'result', result: { results, decisions: [] } },
    { kind: 'result', result: { results: [], decisions } }
  ]
}
