import { at, fault, type FieldFault } from './field-fault.ts'

/** A fault at each code that its list does not have. */
export function checkCodes (path: string, codes: readonly number[] | undefined, known: readonly number[]): FieldFault[] {
  return (codes ?? []).flatMap((code, index) => at(`${path}[${index}]`, known.includes(code) ? null : CODE_UNKNOWN))
}

const CODE_UNKNOWN = fault('CODE_UNKNOWN', '列表中没有这个编号。请使用列表中的管局编号（bureauId），不要使用2的幂运算标识。',
  'The list has no such id. Use the plain ids of the list (bureauId), not the powers of two of the bureau form.')
