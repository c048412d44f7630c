import { blocks, fieldsObjectedTo, touches } from '../../machines/order/open-findings.ts'
import type { OpenFinding } from '../../machines/order/order-events.ts'
import { FIELDS } from '../rules/field-list.ts'
import { nameField } from '../rules/name-field.ts'
import type { OrderContent } from '../rules/order-content.ts'
import { lockedForGood } from './refuse-locked-fields.ts'
import type { StoredOrder } from './stored-order.ts'

/**
 * What an objection leaves the applicant to edit, where the policy opens only that. Null is everything: an objection to the whole
 * order, to a field that nobody knows, or to nothing that can be edited (a locked field, a material) would else be a dead end.
 */
export function openedFields (order: StoredOrder, findings: OpenFinding[]): string[] | null {
  const fields = fieldsObjectedTo(findings)
  if (fields === null || fields.some((field) => nameField(field) === null)) return null
  const isLocked = lockedForGood(order)
  const editable = (field: string) => leavesAt(order.content, field).some((leaf) => !isLocked(leaf))
  const leftToDo = findings.some((finding) => blocks(finding) && editable(finding.field!))
  return leftToDo ? [...new Set(fields.filter(editable).map((field) => withRoom(order.content, field)))] : null
}

/** The plain fields that a field is or has in it, with the places that their lists have, or the first where there is none yet. */
function leavesAt (content: OrderContent, field: string): string[] {
  const leaves = FIELDS.filter(({ inContent }) => inContent).flatMap(({ path }) => {
    const places = path.includes('[]') ? Math.max(lengthAt(content, path.slice(0, path.indexOf('['))), 1) : 1
    return Array.from({ length: places }, (_, place) => path.replace('[]', `[${place}]`))
  })
  return leaves.filter((leaf) => touches(leaf, withRoom(content, field)))
}

/** A place that its list does not have, or that of a plain value in it, is reached by way of the whole list. */
function withRoom (content: OrderContent, field: string): string {
  const [, list, place] = /^([^[]*)\[(\d+)\]/.exec(field) ?? []
  if (list === undefined) return field
  const isOfValues = FIELDS.some(({ path }) => path === list)
  return isOfValues || Number(place) >= lengthAt(content, list) ? list : field
}

function lengthAt (content: OrderContent, list: string): number {
  const value = list.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], content)
  return Array.isArray(value) ? value.length : 0
}
