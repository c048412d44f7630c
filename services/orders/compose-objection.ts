import { isFact, type Finding, type OpenFinding, type OrderEvent } from '../../machines/order/order-events.ts'
import { nameField } from '../rules/name-field.ts'
import { openedFields } from './opened-fields.ts'
import type { OrderChange } from './order-change.ts'
import type { StoredOrder } from './stored-order.ts'

type Objecting = Extract<OrderEvent, { opens?: unknown }>

/** Fields by their one name, so that a finding, a form and a change mean the same. One that nobody knows stays as it was told. */
export function withNamedFields<Named extends { field: string | null }> (findings: Named[]): Named[] {
  return findings.map((finding) => ({ ...finding, field: finding.field === null ? null : nameField(finding.field) ?? finding.field }))
}

/** The objections of an event as its order takes them. What was found in words is only kept. */
export function composeObjection (order: StoredOrder, event: Objecting, words: Finding[]): OrderChange & { event: Objecting } {
  const findings: OpenFinding[] = withNamedFields(event.findings)
  return { event: { ...event, findings, opens: openedFields(order, findings) }, findings: withNamedFields(words) }
}

/** A fact of the bureau comes without knowledge of the order. */
export function completeFact (order: StoredOrder, change: OrderChange): OrderChange {
  const { event, findings = [] } = change
  return isFact(event) && 'findings' in event ? { ...change, ...composeObjection(order, event, findings) } : change
}
