import { canonicalDomain } from './domain-form.ts'
import type { FiledContent } from './filed-content.ts'
import type { OrderContent, TypeCheck } from './order-content.ts'
import { lockedFields } from './with-type-check.ts'

/** What nobody may change in an order. Source: lifecycle 2.6. */
export type FieldLocks = {
  /** From the type check: a wrong one means to abandon the order. */
  typeCheck: string[]
  /** Of what is filed: paths that lock all that is below them. */
  filed: string[]
}

type Locked = { orderType: string, typeCheck: TypeCheck, filed: FiledContent | null }

/** `mayChangeFiling`: the province lets an access order change what is filed. */
export function fieldLocks ({ orderType, typeCheck, filed }: Locked, { mayChangeFiling }: { mayChangeFiling: boolean }): FieldLocks {
  const filedLocks = filed === null
    ? []
    : [...documentOfPrincipal(filed), ...orderType === 'add_access' && !mayChangeFiling ? wholeFiling(filed) : shownOnly(orderType, filed)]
  return { typeCheck: lockedFields(typeCheck), filed: filedLocks }
}

/** The locked fields that this content has, one by one. */
export function lockedFieldsOf (locks: FieldLocks, content: OrderContent): string[] {
  return [...new Set([...locks.typeCheck, ...fieldsOf(content).filter((field) => isLocked(locks.filed, field))])]
}

export function isLocked (locks: readonly string[], field: string): boolean {
  return locks.some((path) => field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`))
}

/** Domains that were not filed. Of a filed service they can only be deleted, neither added nor replaced. */
export function addedDomains ({ service }: OrderContent, filed: FiledContent | null): string[] {
  const left = (filed?.content.service?.domains ?? []).flatMap(({ name }) => name === undefined ? [] : [canonicalDomain(name)])
  if (left.length === 0) return []
  return (service?.domains ?? []).flatMap(({ name }, index) => {
    const place = name === undefined ? -1 : left.indexOf(canonicalDomain(name))
    if (place === -1) return [`service.domains[${index}].name`]
    left.splice(place, 1)
    return []
  })
}

/** Every field that has a value, an empty list among them. */
export function fieldsOf (content: OrderContent): string[] {
  return Object.entries(content).flatMap(([name, value]) => fieldsBelow(name, value))
}

function fieldsBelow (field: string, value: unknown): string[] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return value === undefined ? [] : [field]
  if (Array.isArray(value)) return value.flatMap((item, index) => fieldsBelow(`${field}[${index}]`, item))
  return Object.entries(value).flatMap(([name, member]) => fieldsBelow(`${field}.${name}`, member))
}

/** The type of the document with which the subject's principal is filed. */
function documentOfPrincipal ({ content }: FiledContent): string[] {
  return content.subject?.principal?.idTypeCode === undefined ? [] : ['subject.principal.idTypeCode']
}

/** An access order changes nothing of the filing; what nobody has told yet may still be told. */
function wholeFiling ({ content, whole }: FiledContent): string[] {
  const told = fieldsOf(content).filter((field) => !whole.some((part) => field.startsWith(`${part}.`)))
  return [...whole, ...told.map((field) => field.replace(/\[\d+\]$/, ''))]
}

/** The subject to which a service is added. */
function shownOnly (orderType: string, { whole }: FiledContent): string[] {
  return orderType === 'add_service' ? whole : []
}
