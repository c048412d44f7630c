import type { Selectable } from 'kysely'
import type { OrderContext } from '../../machines/order/order-context.ts'
import type { Finding } from '../../machines/order/order-events.ts'
import type { OrderState } from '../../machines/order/order-states.ts'
import type { OrderType } from '../../machines/order/order-types.ts'
import type { Sealing } from '../platform/sealing.ts'
import type { OrderContent, TypeCheck } from '../rules/order-content.ts'
import type { FilingOrderTable } from './order-tables.ts'

export type Deadline = { name: string, dueAt: string }
export type OpenTask = { id: string, dueAt: string, assignee: string | null, leaseToken: string | null, leaseExpiresAt: string | null }

/** An order as the program holds it: unsealed. Never to be logged. */
export type StoredOrder = {
  id: string
  number: string
  accountId: string
  createdBy: string
  externalReference: string | null
  orderType: OrderType
  province: string
  state: OrderState
  context: OrderContext
  version: number
  typeCheck: TypeCheck
  content: OrderContent
  /** Open findings, with their words. */
  findings: Finding[]
  deadlines: Deadline[]
  task: OpenTask | null
  createdAt: string
  updatedAt: string
}

export type SealedContent = { typeCheck: TypeCheck, content: OrderContent }

type Row = Selectable<FilingOrderTable> & { timers: Deadline[] | null, task: OpenTask | null }

export function openStoredOrder (row: Row, sealing: Sealing): StoredOrder {
  const { typeCheck, content } = sealing.unseal<SealedContent>(row.content, row.id)
  return {
    id: row.id,
    number: row.number,
    accountId: row.account_id,
    createdBy: row.created_by,
    externalReference: row.external_reference,
    orderType: row.order_type,
    province: row.province,
    state: row.state,
    context: row.context,
    version: row.version,
    typeCheck,
    content,
    findings: row.findings ? sealing.unseal<Finding[]>(row.findings, row.id) : [],
    deadlines: row.timers ?? [],
    task: row.task,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString()
  }
}

/** A natural person is not searchable by name: only organisations get a name in clear. */
export function searchableName ({ typeCheck, content }: SealedContent): string | null {
  return typeCheck.subjectType === 'individual' ? null : content.subject?.name ?? null
}
