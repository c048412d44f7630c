import type { Words } from './code-lists.ts'

/** What is wrong with a field and how to put it right. It never repeats a value: that may be personal, and faults are logged. */
export type FieldFault = { readonly field: string, readonly code: string, readonly message: Words }

/** A fault of a value, wherever it stands. */
export type ValueFault = Omit<FieldFault, 'field'>

export function at (field: string, fault: ValueFault | null): FieldFault[] {
  return fault === null ? [] : [{ field, ...fault }]
}

/** A field that is not filled in has no fault: drafts are incomplete. */
export function given<T> (value: T | undefined, check: (value: T) => ValueFault | null): ValueFault | null {
  return value === undefined ? null : check(value)
}

export function fault (code: string, zh: string, en: string): ValueFault {
  return { code, message: { zh, en } }
}
