import type { AdmittedCall, Answer } from './call.ts'

const MAX_SEQUENCE = 2 ** 31 - 1
const MAX_LISTED = 1000

/** Only the number after the last accepted one is taken. A gap is answered with the numbers that must come first. */
export function checkSequence ({ bureau, account }: AdmittedCall, sequence: number): Answer | null {
  const { store } = bureau
  const last = store.get('accounts', account.ispId)?.lastNumber ?? 0
  if (!Number.isInteger(sequence) || sequence < 1 || sequence > MAX_SEQUENCE) return { code: 999 }
  if (sequence === last + 1) return null
  if (sequence > last + 1) return { code: 14, dataSequences: numbersBetween(last + 1, sequence) }
  const repeated = store.get('settings', 'settings')?.repeatedNumber
  if (repeated === 'accept' && sequence === last) return null
  return repeated === 'answer_14' ? { code: 14, dataSequences: [last + 1] } : { code: 999 }
}

function numbersBetween (from: number, until: number): number[] {
  return Array.from({ length: Math.min(until - from, MAX_LISTED) }, (_, at) => from + at)
}
