import { isCalendarDate } from './calendar-date.ts'
import { at, fault, given, type FieldFault, type ValueFault } from './field-fault.ts'

/** Both days of a validity exist and stand in order. The paths differ: a certificate has validUntil, a person idValidUntil. */
export function checkValidity (validity: { fromPath: string, from?: string, untilPath: string, until?: string }): FieldFault[] {
  const { fromPath, from, untilPath, until } = validity
  const faults = [
    ...at(fromPath, given(from, checkDate)),
    ...at(untilPath, given(until, checkDateOrLongTerm))
  ]
  if (faults.length > 0 || from === undefined || until === undefined || until === 'long_term') return faults
  return at(untilPath, from > until ? DATES_REVERSED : null)
}

export function checkDate (date: string): ValueFault | null {
  return isCalendarDate(date) ? null : DATE_INVALID
}

export function checkDateOrLongTerm (date: string): ValueFault | null {
  return date === 'long_term' ? null : checkDate(date)
}

const DATE_INVALID = fault('DATE_INVALID', '日期不存在。请按“年-月-日”（如2029-01-01）填写真实日期。',
  'There is no such day. Write an existing one as year, month and day: 2029-01-01.')
const DATES_REVERSED = fault('DATES_REVERSED', '有效期止早于有效期起。请对照证件填写。',
  'The validity ends before it begins. Copy both dates from the document.')
