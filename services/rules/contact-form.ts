import { fault, type ValueFault } from './field-fault.ts'

/** Eleven digits of a mainland operator; source seed-002, the pattern inferred. */
export function checkMobile (mobile: string): ValueFault | null {
  return /^1[3-9]\d{9}$/.test(mobile) ? null : MOBILE_INVALID
}

export function checkOfficePhone (phone: string): ValueFault | null {
  return /^\d+(-\d+)*$/.test(phone) ? null : PHONE_INVALID
}

/** Lenient like rule N-CONT-009: whether anybody reads it, only a letter can tell. */
export function checkEmail (email: string): ValueFault | null {
  return /^[^@\s]+@[^@\s]+\.[^@\s.]{2,}$/.test(email) ? null : EMAIL_INVALID
}

const MOBILE_INVALID = fault('MOBILE_INVALID', '手机号码有误：请填写中国内地11位手机号码，不加区号、空格或“+86”。',
  'This is not a mainland mobile number: give its 11 digits, without +86, spaces or hyphens.')

const PHONE_INVALID = fault('PHONE_INVALID', '电话号码有误：只能由数字和连字符组成，例如“区号-号码”。',
  'A phone number has digits and single hyphens only: area code, hyphen, number.')

const EMAIL_INVALID = fault('EMAIL_INVALID', '电子邮件地址有误：请填写可以收信的完整地址，只含一个“@”，不含空格。',
  'This is not an e-mail address: give a working one with a single @ and no spaces.')
