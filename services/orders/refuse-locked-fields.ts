import { isOpenField } from '../../machines/order/open-findings.ts'
import { DomainError } from '../../machines/order/order-errors.ts'
import type { Text } from '../../machines/order/order-events.ts'
import { addedDomains, fieldLocks, fieldsOf, isLocked, lockedFieldsOf, type FieldLocks } from '../rules/field-locks.ts'
import { changedFields } from '../rules/merge-content.ts'
import type { OrderContent } from '../rules/order-content.ts'
import { mayChangeFiling } from './may-change-filing.ts'
import type { StoredOrder } from './stored-order.ts'

/** The fields of an order that cannot be changed now, for its reader. */
export function lockedFieldsNow (order: StoredOrder): string[] {
  const locks = locksOf(order)
  if (locks.filed.length === 0 && order.context.returnedFields === null) return locks.typeCheck // most orders, at every reading
  const returned = fieldsOf(order.content).filter((field) => !isOpenField(order.context, field))
  return [...new Set([...lockedFieldsOf(locks, order.content), ...returned])]
}

/** Tells the fields of this order that no return can open. */
export function lockedForGood (order: StoredOrder): (field: string) => boolean {
  const { typeCheck, filed } = locksOf(order)
  return (field) => typeCheck.includes(field) || isLocked(filed, field)
}

/** An unchanged value passes. @throws DomainError field_locked, with each field and why */
export function refuseLockedFields (order: StoredOrder, merged: OrderContent): void {
  const locks = locksOf(order)
  const changed = changedFields(order.content, merged).map(({ field }) => field)
  const added = addedDomains(merged, order.filed)
  const errors = [...new Set([...changed, ...added])].flatMap((field) => {
    const message = whyLocked(order, locks, added, field)
    return message ? [{ field, code: 'FIELD_LOCKED', message }] : []
  })
  if (errors.length === 0) return
  throw new DomainError('field_locked', `Fields cannot be changed now: ${[...new Set(errors.map(({ message }) => message.en))].join('; ')}.`, { errors })
}

function locksOf (order: StoredOrder): FieldLocks {
  return fieldLocks(order, { mayChangeFiling: mayChangeFiling(order.context.policy, order.province) })
}

function whyLocked ({ context }: StoredOrder, locks: FieldLocks, added: string[], field: string): Text | null {
  if (locks.typeCheck.includes(field)) return OF_TYPE_CHECK
  if (isLocked(locks.filed, field)) return OF_FILING
  if (added.includes(field)) return ADDED_DOMAIN
  return isOpenField(context, field) ? null : NOT_OBJECTED_TO
}

const OF_TYPE_CHECK: Text = { zh: '备案类型验证信息不可修改，请放弃本订单后重新创建', en: 'set by the type check; abandon the order and place another' }
const OF_FILING: Text = { zh: '该项已备案，此类订单不能修改，请办理变更备案', en: 'filed already, and not to be changed by an order of this type' }
const ADDED_DOMAIN: Text = { zh: '已备案服务的域名只能删除，不能新增或更换', en: 'domains of a filed service can only be deleted' }
const NOT_OBJECTED_TO: Text = { zh: '只能修改被驳回的内容', en: 'only what was objected to may be changed' }
