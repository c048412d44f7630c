import { personalCertificateTypes } from './code-lists.ts'
import { maskAddress, maskEmail, maskName, maskNumber, maskMobile, type Mask } from './mask.ts'
import type { FieldChange } from './merge-content.ts'
import type { OrderContent, TypeCheck } from './order-content.ts'

/** Fields that say something about a natural person in every order. An investor is often one, and nothing tells them apart. */
const ALWAYS: Readonly<Record<string, Mask>> = {
  'subject.legalPerson.name': maskName,
  'subject.legalPerson.idNumber': maskNumber,
  'subject.investor': maskName,
  'subject.principal.name': maskName,
  'subject.principal.idNumber': maskNumber,
  'subject.principal.mobile': maskMobile,
  'subject.principal.phone2': maskMobile,
  'subject.principal.emergencyPhone': maskMobile,
  'subject.principal.email': maskEmail,
  'service.principal.name': maskName,
  'service.principal.idNumber': maskNumber,
  'service.principal.mobile': maskMobile,
  'service.principal.emergencyPhone': maskMobile,
  'service.principal.email': maskEmail
}

/** What is public of an organisation is private of a person who files. */
const OF_AN_INDIVIDUAL: Readonly<Record<string, Mask>> = {
  'subject.name': maskName,
  'subject.certificate.number': maskNumber,
  'subject.certificate.address': maskAddress,
  'subject.mailingAddress': maskAddress
}

const OF_A_DOMAIN_HOLDER: Readonly<Record<string, Mask>> = { holderName: maskName, holderCertificateNumber: maskNumber }

export { maskMobile } from './mask.ts'

/** Whether a field is personal, asked without the content: a domain holder then counts as a person, because it may be one. */
export function isPersonalField (field: string, typeCheck: TypeCheck): boolean {
  return maskOf(field, {}, typeCheck) !== undefined
}

/** The paths of all personal data that this content has, for encryption at rest, redaction and the record of who read them. */
export function personalFields (content: OrderContent, typeCheck: TypeCheck): string[] {
  const fields: string[] = []
  mapTexts(content, '', (field, value) => {
    if (maskOf(field, content, typeCheck) !== undefined) fields.push(field)
    return value
  })
  return fields
}

/** The content for readers without the right to personal data. Organisations, domains and everything else stay as they are. */
export function maskContent (content: OrderContent, typeCheck: TypeCheck): OrderContent {
  return mapTexts(content, '', (field, value) => maskOf(field, content, typeCheck)?.(value) ?? value) as OrderContent
}

/**
 * The same for the history of an order. A domain holder counts as a person here: a change does not say who held the domain at its
 * time, and an organisation of today may stand where a person stood.
 */
export function maskChanges (changes: readonly FieldChange[], typeCheck: TypeCheck): FieldChange[] {
  return changes.map(({ field, before, after }) => {
    const hide = (at: string, text: string) => maskOf(at, {}, typeCheck)?.(text) ?? text
    return { field, before: mapTexts(before, field, hide), after: mapTexts(after, field, hide) }
  })
}

export function maskTypeCheck (typeCheck: TypeCheck): TypeCheck {
  return isIndividual(typeCheck) ? { ...typeCheck, certificateNumber: maskNumber(typeCheck.certificateNumber) } : typeCheck
}

function maskOf (field: string, content: OrderContent, typeCheck: TypeCheck): Mask | undefined {
  if (Object.hasOwn(ALWAYS, field)) return ALWAYS[field]
  if (isIndividual(typeCheck) && Object.hasOwn(OF_AN_INDIVIDUAL, field)) return OF_AN_INDIVIDUAL[field]
  const [, index, name = ''] = /^service\.domains\[(\d+)\]\.(\w+)$/.exec(field) ?? []
  return Object.hasOwn(OF_A_DOMAIN_HOLDER, name) && isHeldByPerson(content, Number(index)) ? OF_A_DOMAIN_HOLDER[name] : undefined
}

/** A holder whose certificate is not named may be anybody, so it counts as a person. */
function isHeldByPerson (content: OrderContent, index: number): boolean {
  const type = content.service?.domains?.[index]?.holderCertificateType
  return type === undefined || personalCertificateTypes.includes(type)
}

function isIndividual (typeCheck: TypeCheck): boolean {
  return typeCheck.subjectType === 'individual'
}

/** A copy in which every text went through `map`, with its field path. */
function mapTexts (value: unknown, field: string, map: (field: string, value: string) => string): unknown {
  if (typeof value === 'string') return map(field, value)
  if (Array.isArray(value)) return value.map((item, index) => mapTexts(item, `${field}[${index}]`, map))
  if (typeof value !== 'object' || value === null) return value
  const prefix = field === '' ? '' : `${field}.`
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapTexts(member, `${prefix}${name}`, map)]))
}
