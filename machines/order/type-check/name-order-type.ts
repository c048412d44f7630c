import type { OrderPolicy } from '../policy/order-policy.ts'
import { ORDER_TYPES, type OrderType, type ServiceKind } from '../order-types.ts'
import { typeCheckFinding, type TypeCheckFinding } from './type-check-findings.ts'

/** What somebody wants: to file, whatever type that turns out to be, or something with a filing that there is. */
export type Operation = 'file' | Exclude<OrderType, 'first_filing' | 'add_service' | 'add_service_external' | 'add_access' | 'claim'>

/** Filed through this provider, through another one, or not at all. */
export type Whereabouts = 'here' | 'elsewhere' | 'not'

/** What is known of the filing, from our own records and from what the applicant declares. */
export type FilingFacts = {
  operation: Operation
  province: string
  serviceKind: ServiceKind
  subject: {
    filed: Whereabouts
    /** Our own records have it, in whichever account and wherever it is hosted: not merely a number that was declared. */
    knownHere: boolean
    inThisAccount: boolean
    /** A service of it is filed in this account and hosted through this provider. */
    hasAccess: boolean
    /** Where it is filed; null when our records do not know. */
    province: string | null
    /** Nothing is left of it that we know of: its last service was cancelled here. */
    isShell: boolean
    /** The number that was declared is filed under another certificate. */
    otherCertificate: boolean
  }
  service: { filed: Whereabouts, knownHere: boolean, inThisAccount: boolean, sameSubject: boolean }
  /** A number that was declared is not the one of our records. */
  wrongNumber: 'filing.subjectNumber' | 'filing.serviceNumber' | null
  /** Besides this one. */
  subjectsOfAccount: number
  /** The account to which a transfer or a migration leads; null when none was named. */
  counterparty: { isThisAccount: boolean, hasSubject: boolean, isPerson: boolean } | null
}

export type NamedType = { orderType: OrderType | null, findings: TypeCheckFinding[] }

/** The type of an order follows from what is filed already; nobody picks it. Null where a finding rejects it. lifecycle 4.1, 4.2 */
export function nameOrderType (facts: FilingFacts, policy: OrderPolicy): NamedType {
  const orderType = facts.operation === 'file' ? typeToFile(facts) : facts.operation
  const findings = [
    ...findKind(orderType, facts, policy),
    ...findNotFiled(orderType, facts),
    ...facts.wrongNumber === null ? [] : [typeCheckFinding('FILING_NUMBER_MISMATCH', facts.wrongNumber)],
    ...findSubject(orderType, facts, policy),
    ...findService(orderType, facts),
    ...findCounterparty(orderType, facts)
  ]
  return { orderType: findings.some(({ severity }) => severity === 'reject') ? null : orderType, findings }
}

function typeToFile ({ subject, service }: FilingFacts): OrderType {
  if (service.filed === 'here' && !service.inThisAccount) return 'claim'
  if (service.filed !== 'not') return 'add_access'
  if (subject.filed === 'not') return 'first_filing'
  return subject.filed === 'here' ? 'add_service' : 'add_service_external'
}

function findKind (orderType: OrderType, { serviceKind }: FilingFacts, policy: OrderPolicy): TypeCheckFinding[] {
  const ofType: readonly ServiceKind[] = ORDER_TYPES[orderType].serviceKinds
  if (!policy.serviceKinds.includes(serviceKind)) return [typeCheckFinding('SERVICE_KIND_NOT_OFFERED', 'service.kind')]
  return ofType.includes(serviceKind) ? [] : [typeCheckFinding('SERVICE_KIND_NOT_OF_TYPE', 'service.kind')]
}

/** To these a service has to be filed; to the others a subject is enough. */
const ABOUT_A_SERVICE: readonly OrderType[] = [
  'change_service', 'change_filing', 'change_access', 'cancel_service', 'cancel_access', 'migrate_service'
]

/** What an operation needs to be filed. What is handed on must be known to be the giver's own: no number that is declared shows that. */
function findNotFiled (orderType: OrderType, { operation, subject, service }: FilingFacts): TypeCheckFinding[] {
  if (operation === 'file') return []
  if (ORDER_TYPES[orderType].counterpartyConfirmation) return ownsIt(orderType, { subject, service }) ? [] : [typeCheckFinding('SUBJECT_NOT_IN_ACCOUNT', 'filing')]
  return [
    ...subject.filed === 'not' ? [typeCheckFinding('FILING_NUMBER_REQUIRED', 'filing.subjectNumber')] : [],
    ...service.filed === 'not' && ABOUT_A_SERVICE.includes(orderType) ? [typeCheckFinding('FILING_NUMBER_REQUIRED', 'filing.serviceNumber')] : []
  ]
}

/** A transfer hands on a whole subject, a migration one service. lifecycle 4.1; a foreign one is told of by other findings. */
function ownsIt (orderType: OrderType, { subject, service }: Pick<FilingFacts, 'subject' | 'service'>): boolean {
  if (isForeign(subject)) return true
  if (orderType === 'transfer') return subject.inThisAccount && subject.hasAccess
  return subject.inThisAccount && service.filed === 'here' && service.inThisAccount
}

/** What our records know of another account is that account's, wherever it is hosted. */
function isForeign ({ knownHere, inThisAccount }: { knownHere: boolean, inThisAccount: boolean }): boolean {
  return knownHere && !inThisAccount
}

/** In some provinces another company may take a filing over by changing it. */
const MAY_REPLACE: readonly OrderType[] = ['change_subject', 'change_filing']

function findSubject (
  orderType: OrderType, { operation, province, subject, subjectsOfAccount }: FilingFacts, policy: OrderPolicy
): TypeCheckFinding[] {
  const isFull = policy.subjectsPerAccount !== null && subjectsOfAccount >= policy.subjectsPerAccount
  const mayReplace = MAY_REPLACE.includes(orderType) && policy.subjectReplacementProvinces.includes(province)
  return [
    ...findPlace(orderType, { operation, province, subject }, policy),
    ...operation === 'file' && !subject.inThisAccount && isFull ? [typeCheckFinding('SUBJECT_LIMIT_REACHED', 'certificateNumber')] : [],
    ...subject.otherCertificate && !mayReplace ? [typeCheckFinding('SUBJECT_REPLACED', 'certificateNumber')] : [],
    ...subject.isShell && orderType === 'add_service' ? [typeCheckFinding('SHELL_SUBJECT', 'certificateNumber')] : []
  ]
}

/** To a subject of another account one thing is open: a service of it comes here, by an access or by a claim. lifecycle 4.2 */
const MAY_BE_FOREIGN: readonly OrderType[] = ['add_access', 'claim']

/** In which account it is filed and in which province, which is locked: elsewhere it is cancelled and filed anew (lifecycle 2.6). */
function findPlace (
  orderType: OrderType, { operation, province, subject }: Pick<FilingFacts, 'operation' | 'province' | 'subject'>, policy: OrderPolicy
): TypeCheckFinding[] {
  const mayShare = operation === 'file' && (MAY_BE_FOREIGN.includes(orderType) || !policy.oneAccountPerSubject)
  if (isForeign(subject) && !mayShare) return [typeCheckFinding('SUBJECT_IN_OTHER_ACCOUNT', 'certificateNumber')]
  return subject.province === null || subject.province === province ? [] : [typeCheckFinding('PROVINCE_MISMATCH', 'province')]
}

function findService (orderType: OrderType, facts: FilingFacts): TypeCheckFinding[] {
  const { operation, subject, service } = facts
  if (service.filed === 'not') return []
  if (!service.sameSubject) return [typeCheckFinding('DOMAIN_CONFLICT', nameField(facts))]
  if (orderType === 'claim') return [typeCheckFinding('CLAIM_FROM_OTHER_ACCOUNT', 'certificateNumber')]
  if (operation === 'file') return service.filed === 'here' ? [typeCheckFinding('SERVICE_ALREADY_FILED', nameField(facts))] : []
  const isOthers = isForeign(service) && !isForeign(subject) && ABOUT_A_SERVICE.includes(orderType)
  return isOthers ? [typeCheckFinding('SERVICE_IN_OTHER_ACCOUNT', nameField(facts))] : []
}

function findCounterparty (orderType: OrderType, { counterparty }: FilingFacts): TypeCheckFinding[] {
  const about = (code: Parameters<typeof typeCheckFinding>[0]) => [typeCheckFinding(code, 'counterpartyAccountId')]
  if (!ORDER_TYPES[orderType].counterpartyConfirmation) return counterparty === null ? [] : about('COUNTERPARTY_NOT_EXPECTED')
  if (counterparty === null) return about('COUNTERPARTY_REQUIRED')
  if (counterparty.isThisAccount) return about('COUNTERPARTY_IS_OWN')
  if (orderType === 'transfer') return counterparty.hasSubject ? about('COUNTERPARTY_HAS_SUBJECT') : []
  if (!counterparty.hasSubject) return about('COUNTERPARTY_HAS_NO_SUBJECT')
  return counterparty.isPerson ? about('COUNTERPARTY_IS_PERSON') : []
}

function nameField ({ serviceKind }: FilingFacts): string {
  return serviceKind === 'website' ? 'service.domain' : 'service.appName'
}
