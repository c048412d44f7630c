import { resultText } from '../documents/result-texts.ts'
import type { Scenario } from './scenario.ts'

/** `#errors:1004,1041`: the machine returns the request with those codes. */
export const errors: Scenario = {
  name: 'errors',
  machineReturns: (argument) => (argument.match(/\d{4}/g) ?? ['1999']).map(Number).map((code) => ({ code, text: resultText(code) }))
}
