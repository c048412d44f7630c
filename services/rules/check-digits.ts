import { isCalendarDate, todayInChina } from './calendar-date.ts'

/** GB 32100-2015: no I, O, S, V, Z, which are misread as digits or as one another. The value of a character is its place. */
const CREDIT_CODE_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const CREDIT_CODE_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** GB 11643-1999. */
const RESIDENT_ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const RESIDENT_ID_CHECK_CHARACTERS = '10X98765432'

/** GB 11714-1997: letters count A = 10 to Z = 35. */
const ORGANIZATION_CODE_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ORGANIZATION_CODE_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/**
 * A unified social credit code (统一社会信用代码) with the right check character. The organization code inside it has a check
 * character of its own, which we leave alone: codes whose inner one is wrong have been issued.
 */
export function isUnifiedSocialCreditCode (code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code)) return false
  const sum = weightedSum(code, CREDIT_CODE_WEIGHTS, CREDIT_CODE_ALPHABET)
  return code[17] === CREDIT_CODE_ALPHABET[(31 - sum % 31) % 31]
}

/** A resident identity number (公民身份号码): its birthday exists and is not to come, its check character is right. */
export function isResidentIdNumber (number: string, now: Date): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return false
  const sum = weightedSum(number, RESIDENT_ID_WEIGHTS, '0123456789')
  if (number[17] !== RESIDENT_ID_CHECK_CHARACTERS[sum % 11]) return false
  const birthday = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  return isCalendarDate(birthday) && birthday >= '1800-01-01' && birthday <= todayInChina(now)
}

/** An organization code (组织机构代码), with or without the hyphen before its check character. */
export function isOrganizationCode (code: string): boolean {
  if (!/^[0-9A-Z]{8}-?[\dX]$/.test(code)) return false
  const check = 11 - weightedSum(code, ORGANIZATION_CODE_WEIGHTS, ORGANIZATION_CODE_ALPHABET) % 11
  return code.at(-1) === (check === 10 ? 'X' : String(check % 11))
}

function weightedSum (text: string, weights: readonly number[], alphabet: string): number {
  return weights.reduce((sum, weight, index) => sum + weight * alphabet.indexOf(text.charAt(index)), 0)
}
