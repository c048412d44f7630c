import { randomUUIDv7 } from 'node:crypto'
import { begin } from '../../machines/order/decide.ts'
import { DomainError } from '../../machines/order/order-errors.ts'
import type { OrderType } from '../../machines/order/order-types.ts'
import { checkShape } from '../rules/check-shape.ts'
import { checkTypeCheck, TYPE_CHECK_MISMATCH } from '../rules/check-type-check.ts'
import { at, fault, type FieldFault } from '../rules/field-fault.ts'
import { addedDomains, fieldLocks, isLocked } from '../rules/field-locks.ts'
import { filedAtPlacement, startOf, type FiledContent } from '../rules/filed-content.ts'
import { changedFields, mergeContent } from '../rules/merge-content.ts'
import type { OrderContent, TypeCheck } from '../rules/order-content.ts'
import { withTypeCheck } from '../rules/with-type-check.ts'
import { dueAt } from './timers/due-at.ts'
import { mayChangeFiling } from './may-change-filing.ts'
import type { NamedOrder } from './type-check/name-order.ts'
import { codesOf, hashContent } from './order-change.ts'
import type { OrdersDeps } from './orders-deps.ts'
import type { NewOrder } from './place-order.ts'
import { rulesToday } from './rules-today.ts'
import type { StoredOrder } from './stored-order.ts'

export type UnnumberedOrder = Omit<StoredOrder, 'number'>

/** What the type check has named. */
export type Named = Pick<NamedOrder, 'typeCheck' | 'known'> & { orderType: OrderType }

/** A new order as it will be stored: a draft. @throws DomainError content_invalid, where it contradicts what is filed */
export function composeNewOrder (
  { policy }: OrdersDeps, newOrder: NewOrder, { orderType, typeCheck, known }: Named, at: string
): UnnumberedOrder {
  const { accountId, by, externalReference, counterpartyAccountId = null, accountName = null } = newOrder
  const { content, filed } = beginContent(policy, newOrder.content ?? {}, { orderType, typeCheck, known }, new Date(at))
  const findings = rulesToday({ orderType, typeCheck, content, accountName, policy }, at)
  const { next, timersToSet } = begin({
    orderType, province: typeCheck.province, createdAt: at, policy, contentHash: hashContent(content), findings: codesOf(findings)
  })
  return {
    id: randomUUIDv7(),
    accountId,
    counterpartyAccountId,
    createdBy: by.id,
    externalReference: externalReference ?? null,
    orderType,
    province: typeCheck.province,
    ...next,
    version: 1,
    typeCheck,
    content,
    filed,
    accountName,
    findings,
    deadlines: timersToSet.map((timer) => ({ name: timer.name, dueAt: dueAt(timer, at) })),
    task: null,
    upgrade: null,
    createdAt: at,
    updatedAt: at
  }
}

/** @throws DomainError content_invalid */
export function refuseFaults (typeCheck: TypeCheck, content: OrderContent, at: string): void {
  const now = new Date(at)
  const faults = [...checkTypeCheck(typeCheck, now), ...prefixed(checkShape(content, typeCheck, now))]
  if (faults.length > 0) throw new DomainError('content_invalid', 'The order has fields that can never be right.', { errors: faults })
}

/** What is filed here, with what the applicant says over it, as far as that may change. */
function beginContent (policy: OrdersDeps['policy'], stated: OrderContent, { orderType, typeCheck, known }: Named, now: Date) {
  const start = startOf(orderType, known)
  const content = withTypeCheck(mergeContent(start, stated) as OrderContent, typeCheck)
  const filed = filedAtPlacement(orderType, start, content)
  const faults = [
    ...checkShape(stated, typeCheck, now),
    ...findUndeclared(stated, typeCheck),
    ...findMismatches({ orderType, typeCheck, filed, content }, { start, policy })
  ]
  if (faults.length > 0) throw new DomainError('content_invalid', 'The content contradicts what is filed.', { errors: prefixed(faults) })
  return { content, filed }
}

/** A number stands in `filing` or is one of our records; in the content alone it would name no type. */
function findUndeclared ({ subject, service }: OrderContent, { filing = {} }: TypeCheck): FieldFault[] {
  const [ofSubject, ofService] = [subject?.existingFilingNumber, service?.existingFilingNumber]
  return [
    ...at('subject.existingFilingNumber', ofSubject !== undefined && filing.subjectNumber === undefined ? TYPE_CHECK_MISMATCH : null),
    ...at('service.existingFilingNumber', ofService !== undefined && filing.serviceNumber === undefined ? TYPE_CHECK_MISMATCH : null)
  ]
}

type Begun = Named & { filed: FiledContent | null, content: OrderContent }

function findMismatches (order: Omit<Begun, 'known'>, { start, policy }: { start: OrderContent, policy: OrdersDeps['policy'] }): FieldFault[] {
  const locks = fieldLocks(order, { mayChangeFiling: mayChangeFiling(policy, order.typeCheck.province) })
  const changed = changedFields(withTypeCheck(start, order.typeCheck), order.content).map(({ field }) => field)
  const parts = order.filed?.whole ?? []
  const differing = changed.filter((field) => isLocked(locks.filed, field) && parts.some((part) => field.startsWith(`${part}.`)))
  return [...new Set([...differing, ...addedDomains(order.content, order.filed)])].map((field) => ({ field, ...FILED_MISMATCH }))
}

/** In the body of a new order the content stands below `content`. */
function prefixed<Fault extends { field: string }> (faults: Fault[]): Fault[] {
  return faults.map((fault) => ({ ...fault, field: `content.${fault.field}` }))
}

const FILED_MISMATCH = fault('FILED_MISMATCH', '与系统中的备案信息不一致，此类订单不能修改该项。请不填写该项，或先办理变更备案。',
  'This differs from what is filed, and an order of this type cannot change it. Leave it out, or change the filing first.')
