import type { Selectable } from 'kysely'
import type { OrderContext } from '../../machines/order/order-context.ts'
import type { Finding } from '../../machines/order/order-events.ts'
import type { OrderState } from '../../machines/order/order-states.ts'
import type { OrderType } from '../../machines/order/order-types.ts'
import { MACHINE_LINE, upcastOrder, type UpcastOrder } from '../../machines/order/upcasters/upcast-order.ts'
import type { Sealing } from '../platform/sealing.ts'
import type { FiledContent } from '../rules/filed-content.ts'
import type { OrderContent, TypeCheck } from '../rules/order-content.ts'
import type { FilingOrderTable } from './order-tables.ts'

export type Deadline = { name: string, dueAt: string }
/** What an earlier release called the deadlines whose names have changed since, by the names of today; null: they are none any more. */
export type Upgrade = { machineVersion: number, renamedTimers: Array<{ storedAs: string, name: string | null }> }
export type OpenTask = { id: string, dueAt: string, assignee: string | null, leaseToken: string | null, leaseExpiresAt: string | null }

/** An order as the program holds it: unsealed. Never to be logged. */
export type StoredOrder = {
  id: string
  number: string
  accountId: string
  /** The account to which a transfer or a migration leads. */
  counterpartyAccountId: string | null
  createdBy: string
  externalReference: string | null
  orderType: OrderType
  province: string
  state: OrderState
  context: OrderContext
  version: number
  typeCheck: TypeCheck
  content: OrderContent
  /** The filing as it stood when the order was placed; null where it is about none. */
  filed: FiledContent | null
  /** The verified name of the account's owner at placement; null where it is not known. */
  accountName: string | null
  /** It expired where the policy keeps nothing: what it said was deleted for good. */
  erased?: true
  /** Open findings, with their words. */
  findings: Finding[]
  deadlines: Deadline[]
  task: OpenTask | null
  /** What has to be put right with the next commit, when an earlier machine version stored the order. */
  upgrade: Upgrade | null
  createdAt: string
  updatedAt: string
}

/** As much of an order as every event moves: nothing of it is sealed. */
export type OrderInMotion = Pick<StoredOrder, 'id' | 'state' | 'context' | 'version' | 'deadlines' | 'task' | 'upgrade' | 'updatedAt'>

export type SealedContent = {
  typeCheck: TypeCheck
  content: OrderContent
  filed?: FiledContent | null
  accountName?: string | null
  erased?: true
}

type Row = Selectable<FilingOrderTable> & Opened
type Opened = { timers: Deadline[] | null, task: OpenTask | null }
export type SnapshotColumns = Pick<Selectable<FilingOrderTable>, 'state' | 'context' | 'machine_version' | 'province' | 'created_at'>
export type MotionRow = SnapshotColumns & Pick<Selectable<FilingOrderTable>, 'id' | 'version' | 'updated_at'> & Opened

export function openStoredOrder (row: Row, sealing: Sealing, line = MACHINE_LINE): StoredOrder {
  const { typeCheck, content, filed = null, accountName = null, erased } = sealing.unseal<SealedContent>(row.content, row.id)
  return {
    ...openOrderInMotion(row, line),
    number: row.number,
    accountId: row.account_id,
    counterpartyAccountId: row.counterparty_account_id,
    createdBy: row.created_by,
    externalReference: row.external_reference,
    orderType: row.order_type,
    province: row.province,
    typeCheck,
    content,
    filed,
    accountName,
    ...erased && { erased },
    findings: row.findings ? sealing.unseal<Finding[]>(row.findings, row.id) : [],
    createdAt: row.created_at.toISOString()
  }
}

/** The part of it that deciding needs: no key is asked for it. */
export function openOrderInMotion (row: MotionRow, line = MACHINE_LINE): OrderInMotion {
  const stored = row.timers ?? []
  const { timers, ...snapshot } = openSnapshot(row, stored.map(({ name }) => name), line)
  return {
    id: row.id,
    ...snapshot,
    version: row.version,
    deadlines: stored.flatMap(({ dueAt }, index) => timers[index] === null ? [] : { name: timers[index]!, dueAt }),
    task: row.task,
    upgrade: row.machine_version === line.version
      ? null
      : {
          machineVersion: row.machine_version,
          renamedTimers: stored.flatMap(({ name: storedAs }, index) => timers[index] === storedAs ? [] : { storedAs, name: timers[index]! })
        },
    updatedAt: row.updated_at.toISOString()
  }
}

/** State and context as today's machine reads them: the only way to read these columns. */
export function openSnapshot (row: SnapshotColumns, timers: string[] = [], line = MACHINE_LINE): UpcastOrder {
  const { state, context, machine_version: machineVersion, province, created_at: createdAt } = row
  return upcastOrder({ state, context, machineVersion, timers }, { province, createdAt: createdAt.toISOString() }, line)
}

/** All that an order says, in one sealed column. */
export function sealContent (
  sealing: Sealing, { id, typeCheck, content, filed, accountName }: Pick<StoredOrder, 'id' | 'typeCheck' | 'content' | 'filed' | 'accountName'>
): Buffer {
  const sealed: SealedContent = { typeCheck, content, filed, accountName }
  return sealing.seal(sealed, id)
}

/** A natural person is not searchable by name: only organisations get a name in clear. */
export function searchableName ({ typeCheck, content }: Pick<StoredOrder, 'typeCheck' | 'content'>): string | null {
  return typeCheck.subjectType === 'individual' ? null : content.subject?.name ?? null
}
