import { checkDateOrLongTerm } from './check-dates.ts'
import { checkPrincipalShape } from './check-principal-shape.ts'
import { TYPE_CHECK_MISMATCH } from './check-type-check.ts'
import { findProvince } from './code-lists.ts'
import { at, fault, given, type FieldFault } from './field-fault.ts'
import { checkCertificateNumber } from './number-formats.ts'
import type { OrderContent, TypeCheck } from './order-content.ts'

const RESIDENT_IDENTITY_CARD = 2

type Subject = NonNullable<OrderContent['subject']>

/** What can never be right about who files. */
export function checkSubjectShape (subject: Subject, typeCheck: TypeCheck, now: Date): FieldFault[] {
  return [
    ...checkMatch(subject, typeCheck, now),
    ...at('subject.certificate.validUntil', given(subject.certificate?.validUntil, checkDateOrLongTerm)),
    ...checkRegion(subject.region, typeCheck.province),
    ...checkLegalPerson(subject.legalPerson?.idNumber, now),
    ...checkPrincipalShape('subject.principal', subject.principal ?? {}, now)
  ]
}

/** The type check and the content are two places for one fact; two different facts leave no order to create. */
function checkMatch ({ type, certificate = {}, existingFilingNumber }: Subject, typeCheck: TypeCheck, now: Date): FieldFault[] {
  const { subjectType, certificateType, certificateNumber, filing } = typeCheck
  const same = <T>(expected: T) => (value: T) => value === expected ? null : TYPE_CHECK_MISMATCH
  const checkNumber = (number: string) =>
    checkCertificateNumber(certificateType, number, now) ?? same(certificateNumber)(number)
  return [
    ...at('subject.type', given(type, same(subjectType))),
    ...at('subject.certificate.typeCode', given(certificate.typeCode, same(certificateType))),
    ...at('subject.certificate.number', given(certificate.number, checkNumber)),
    ...at('subject.existingFilingNumber', given(existingFilingNumber, same(filing?.subjectNumber ?? existingFilingNumber)))
  ]
}

/** GB/T 2260: the first two digits are the province's. An unknown province is a fault of the type check, told there. */
function checkRegion (region: string | undefined, provinceCode: string): FieldFault[] {
  const province = findProvince(provinceCode)
  if (region === undefined || province === undefined) return []
  return at('subject.region', region.startsWith(province.gb2260.slice(0, 2)) ? null : REGION_OUTSIDE_PROVINCE)
}

/**
 * The form does not ask for the type of this document. What looks like a resident identity number is checked as one; 9 begins
 * the number of a foreigner's permanent resident card.
 */
function checkLegalPerson (idNumber: string | undefined, now: Date): FieldFault[] {
  if (idNumber === undefined || !/^[1-8]\d{16}[\dXx]$/.test(idNumber)) return []
  return at('subject.legalPerson.idNumber', checkCertificateNumber(RESIDENT_IDENTITY_CARD, idNumber, now))
}

const REGION_OUTSIDE_PROVINCE = fault('REGION_OUTSIDE_PROVINCE', '所在地区不属于备案省份。请选择该省份下的市和区县；如省份有误，请重新验证备案类型。',
  'The region lies outside the province of the type check. Choose a city and district of that province, or check the type anew.')
