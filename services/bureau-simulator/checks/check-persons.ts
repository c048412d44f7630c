import type { Person } from '../documents/new-filing.ts'
import { isIdentityNumber } from './certificate-numbers.ts'
import type { Check, Misfit } from './check-new-filing.ts'
import { IDENTITY_CARD, PERSONAL_PAPERS } from './code-lists.ts'

/** Names, phones, mail and identity numbers of the subject's person and of every site's person; units need an office phone. */
export const checkPersons: Check = ({ subject, sites }) => {
  const unit = !PERSONAL_PAPERS.has(subject.certificateType)
  return [
    ...(unit && subject.principal.name === null ? [{ code: 1044, value: '' }] : []),
    ...(unit && subject.principal.officePhone === null ? [{ code: 1010, value: '' }] : []),
    ...checkPerson(subject.principal),
    ...sites.flatMap(({ principal, name: siteName }) => [
      ...(unit && principal.officePhone === null ? [{ code: 1031, value: '', siteName }] : []),
      ...checkPerson(principal).map((misfit) => ({ ...misfit, siteName }))
    ])
  ]
}

function checkPerson (person: Person): Misfit[] {
  return [
    ...wrongOnes(person.officePhone, /^[\d-]{11,}$/, 1010),
    ...wrongOnes(person.mobile, /^1[3-9]\d{9}$/, 1011),
    ...wrongOnes(person.email, /^[^@\s]+@[^@\s]+\.[^@\s]+$/, 1009),
    ...wrongOnes(person.msn, /@/, 1012),
    ...wrongOnes(person.qq, /^\d{5,}$/, 1013),
    ...(person.idType === IDENTITY_CARD && !isIdentityNumber(person.idNumber ?? '')
      ? [{ code: 1015, value: person.idNumber ?? '' }]
      : [])
  ]
}

/** Several values in one field are joined with ";". */
function wrongOnes (values: string | null, pattern: RegExp, code: number): Misfit[] {
  if (values === null) return []
  return values.split(';').filter((value) => !pattern.test(value)).map((value) => ({ code, value }))
}
