import { PROVINCES } from '../life/provinces.ts'
import { isCreditCode, isIdentityNumber } from './certificate-numbers.ts'
import type { Check, Misfit } from './check-new-filing.ts'
import { BUSINESS_LICENCE, CODE_LISTS, IDENTITY_CARD, INDIVIDUAL, PERSONAL_PAPERS } from './code-lists.ts'
import type { Subject } from '../documents/new-filing.ts'

/** 1014 nature, 1008 certificate, 1019 region codes. */
export const checkOrganiser: Check = ({ subject }) => [
  ...checkNature(subject),
  ...checkCertificate(subject),
  ...checkRegion(subject)
]

function checkNature ({ nature, certificateType }: Subject): Misfit[] {
  if (nature === null) return PERSONAL_PAPERS.has(certificateType) ? [] : [{ code: 1014, value: '' }]
  return CODE_LISTS.natures.has(nature) ? [] : [{ code: 1014, value: nature }]
}

function checkCertificate ({ certificateType, certificateNumber, nature }: Subject): Misfit[] {
  const misfit = [{ code: 1008, value: certificateNumber }]
  if (!CODE_LISTS.certificateTypes.has(certificateType)) return misfit
  const individual = (nature ?? INDIVIDUAL) === INDIVIDUAL
  if (PERSONAL_PAPERS.has(certificateType) !== individual) return misfit
  return isCertificateNumber(certificateType, certificateNumber) ? [] : misfit
}

/** A business licence of before 2015 has a registration number of 13 or 15 digits. */
function isCertificateNumber (type: string, number: string): boolean {
  if (type === BUSINESS_LICENCE) return isCreditCode(number) || /^(\d{13}|\d{15})$/.test(number)
  if (type === IDENTITY_CARD) return isIdentityNumber(number)
  return number.length >= 2
}

function checkRegion ({ province, city, county }: Subject): Misfit[] {
  const known = PROVINCES.has(province)
  const codes = [city, ...(county === null ? [] : [county])]
  const wrong = known ? codes.filter((code) => !/^\d{6}$/.test(code) || code.slice(0, 2) !== province.slice(0, 2)) : [province]
  return wrong.map((value) => ({ code: 1019, value }))
}
