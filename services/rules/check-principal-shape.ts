import { checkValidity } from './check-dates.ts'
import { personalCertificateTypes } from './code-lists.ts'
import { checkEmail, checkMobile, checkOfficePhone } from './contact-form.ts'
import { at, fault, given, type FieldFault } from './field-fault.ts'
import { checkCertificateNumber } from './number-formats.ts'
import type { OrderContent } from './order-content.ts'

/** Of the two kinds of principal, the one with more fields. */
type Principal = NonNullable<NonNullable<OrderContent['subject']>['principal']>

/** What can never be right about a person who answers for a subject or a service; `path` is where that person stands. */
export function checkPrincipalShape (path: string, principal: Principal, now: Date): FieldFault[] {
  const { mobile, emergencyPhone, phone2, email } = principal
  return [
    ...checkIdentity(path, principal, now),
    ...checkValidity({
      fromPath: `${path}.idValidFrom`,
      from: principal.idValidFrom,
      untilPath: `${path}.idValidUntil`,
      until: principal.idValidUntil
    }),
    ...at(`${path}.mobile`, given(mobile, checkMobile)),
    ...at(`${path}.emergencyPhone`, given(emergencyPhone, checkMobile)),
    ...at(`${path}.phone2`, given(phone2, checkOfficePhone)),
    ...at(`${path}.email`, given(email, checkEmail))
  ]
}

/** A draft may have the number before the type; the number is judged when both are known. */
function checkIdentity (path: string, { idTypeCode, idNumber }: Principal, now: Date): FieldFault[] {
  if (idTypeCode === undefined) return []
  if (!personalCertificateTypes.includes(idTypeCode)) return at(`${path}.idTypeCode`, ID_TYPE_NOT_PERSONAL)
  return at(`${path}.idNumber`, given(idNumber, (number) => checkCertificateNumber(idTypeCode, number, now)))
}

const ID_TYPE_NOT_PERSONAL = fault('ID_TYPE_NOT_PERSONAL', '负责人须使用个人证件。请选择居民身份证、居住证、通行证、护照或外国人永久居留身份证。',
  'A principal has a personal document. Choose identity card, residence permit, travel permit, passport or permanent resident card.')
