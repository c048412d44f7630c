import { isOrganizationCode, isResidentIdNumber, isUnifiedSocialCreditCode } from './check-digits.ts'
import { findCertificateType, type NumberFormat, type Words } from './code-lists.ts'
import { fault, type ValueFault } from './field-fault.ts'

type Format = { readonly isRight: (number: string, now: Date) => boolean, readonly message: Words }

/**
 * Of travel permits and passports only the shape is known, so these patterns are lenient on purpose; they are those of public
 * validators (source validators), the one of the permanent resident card is inferred.
 */
const FORMATS: Record<NumberFormat, Format> = {
  USCC18: {
    isRight: isUnifiedSocialCreditCode,
    message: {
      zh: '统一社会信用代码有误：应为18位，字母大写，且校验位正确。请对照证件逐位核对。',
      en: 'This is not a valid unified social credit code: 18 characters, capitals, right check character. Compare it with the certificate.'
    }
  },
  ORG9: {
    isRight: isOrganizationCode,
    message: {
      zh: '组织机构代码有误：应为8位加1位校验码。请对照证件核对，或改用统一社会信用代码。',
      en: 'This is not a valid organisation code: 8 characters and a check character. Compare it, or use the unified social credit code.'
    }
  },
  GB11643: {
    isRight: isResidentIdNumber,
    message: {
      zh: '公民身份号码有误：应为18位，出生日期真实，校验位正确（X须大写）。请对照证件逐位核对。',
      en: 'This is not a valid identity number: 18 characters, a real birthday, right check character (X as a capital). Compare it with the document.'
    }
  },
  HKMPERMIT: {
    isRight: matches(/^[HM](\d{8}|\d{10})$/),
    message: {
      zh: '港澳居民来往内地通行证号码有误：应为H或M加8位（或10位）数字。请对照证件核对。',
      en: 'This is not a travel permit number of Hong Kong or Macao: H or M and 8 (or 10) digits. Compare it with the document.'
    }
  },
  TWPERMIT: {
    isRight: matches(/^(\d{8}|\d{10}[A-Z]?)$/),
    message: {
      zh: '台湾居民来往大陆通行证号码有误：应为8位数字（旧证10位数字，可带一位字母）。请对照证件核对。',
      en: 'This is not a Taiwan travel permit number: 8 digits (old ones: 10 digits, perhaps a letter). Compare it with the document.'
    }
  },
  PASSPORT: {
    isRight: matches(/^[A-Z0-9]{5,17}$/),
    message: {
      zh: '护照号码有误：应为5至17位大写字母或数字，不含空格。请对照护照核对。',
      en: 'This is not a passport number: 5 to 17 capitals or digits without spaces. Compare it with the passport.'
    }
  },
  FPR: {
    isRight: matches(/^([A-Z]{3}\d{12}|9\d{16}[\dX])$/),
    message: {
      zh: '外国人永久居留身份证号码有误：应为3位字母加12位数字，或以9开头的18位号码。请对照证件核对。',
      en: 'This is not a permanent resident card number: 3 letters and 12 digits, or 18 characters from 9. Compare it with the card.'
    }
  },
  FREE: {
    isRight: matches(/^\S(.{0,58})\S$/u),
    message: {
      zh: '证件号码有误：应为2至60个字符，首尾无空格。请对照证件填写。',
      en: 'A certificate number has 2 to 60 characters and no space around it. Write it as on the certificate.'
    }
  }
}

/** What is wrong with the number of a certificate of this type, or null. */
export function checkCertificateNumber (typeId: number, number: string, now: Date): ValueFault | null {
  const type = findCertificateType(typeId)
  if (type === undefined) return CERTIFICATE_TYPE_UNKNOWN
  const { isRight, message } = FORMATS[type.format]
  return isRight(number, now) ? null : { code: 'CERTIFICATE_NUMBER_INVALID', message }
}

export const CERTIFICATE_TYPE_UNKNOWN = fault('CERTIFICATE_TYPE_UNKNOWN', '没有这种证件类型。请从证件类型列表中选择。',
  'There is no such certificate type. Choose one of the list of certificate types.')

function matches (pattern: RegExp): (number: string) => boolean {
  return (number) => pattern.test(number)
}
