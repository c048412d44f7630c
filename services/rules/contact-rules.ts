import type { OrderContent } from './order-content.ts'
import { reject, warn, type RuledOrder, type RuleFinding } from './rule-finding.ts'

type Principal = NonNullable<NonNullable<OrderContent['service']>['principal']>

/** Rules on how the two principals are reached: N-CONT-003 to N-CONT-006. Sources seed-002, seed-000, hw-kb. */
export function contactRules ({ content, typeCheck }: RuledOrder): RuleFinding[] {
  const owner = content.subject?.principal ?? {}
  const principal = content.service?.principal ?? {}
  return [
    ...ownNumbersDiffer('subject.principal', owner),
    ...ownNumbersDiffer('service.principal', principal),
    ...betweenPrincipals(owner, principal, typeCheck.subjectType === 'individual')
  ]
}

/** The document tells persons apart: a name may be shared, a phone is what is in question. */
export function isSamePerson (one: Principal, other: Principal): boolean {
  return one.idNumber !== undefined && one.idTypeCode === other.idTypeCode && one.idNumber === other.idNumber
}

function ownNumbersDiffer (path: string, { mobile, emergencyPhone }: Principal): RuleFinding[] {
  return mobile !== undefined && mobile === emergencyPhone ? [reject(`${path}.emergencyPhone`, EMERGENCY_IS_MOBILE)] : []
}

/** While a document number is missing nobody knows whether the two are one person, so nothing is said yet. */
function betweenPrincipals (owner: Principal, principal: Principal, isIndividual: boolean): RuleFinding[] {
  if (owner.idNumber === undefined || principal.idNumber === undefined) return []
  const sameMobile = owner.mobile !== undefined && owner.mobile === principal.mobile
  if (isSamePerson(owner, principal)) {
    return sameMobile || owner.mobile === undefined || principal.mobile === undefined
      ? []
      : [warn('service.principal.mobile', ONE_PERSON_TWO_MOBILES)]
  }
  const sameEmail = owner.email !== undefined && owner.email.toLowerCase() === principal.email?.toLowerCase()
  return [
    ...(sameMobile ? [reject('service.principal.mobile', MOBILE_SHARED)] : []),
    ...(sameEmail && !isIndividual ? [reject('service.principal.email', EMAIL_SHARED)] : [])
  ]
}

const EMERGENCY_IS_MOBILE = {
  code: 'PHONE_USED_TWICE',
  message: { zh: '应急联系电话与联系方式1相同。', en: 'The emergency number is the same as the mobile number.' },
  suggestion: { zh: '请填写另一个可以接通的手机号码作为应急联系电话。', en: 'Give another mobile number that is answered as the emergency number.' }
}
const MOBILE_SHARED = {
  code: 'PHONE_USED_TWICE',
  message: { zh: '两位不同的负责人使用了同一个手机号码。', en: 'Two different principals share a mobile number.' },
  suggestion: { zh: '请填写互联网信息服务负责人本人的手机号码。', en: 'Give the service principal’s own mobile number.' }
}
const EMAIL_SHARED = {
  code: 'N-CONT-005',
  message: { zh: '两位不同的负责人使用了同一个电子邮件地址。', en: 'Two different principals share an e-mail address.' },
  suggestion: { zh: '请填写互联网信息服务负责人本人的电子邮件地址。', en: 'Give the service principal’s own e-mail address.' }
}
const ONE_PERSON_TWO_MOBILES = {
  code: 'N-CONT-006',
  message: { zh: '同一人担任两个负责人，却填写了不同的手机号码。', en: 'One person is both principals, with two mobile numbers.' },
  suggestion: { zh: '建议两处填写同一个手机号码。', en: 'Give the same mobile number in both places.' }
}
