import { randomUUID, randomUUIDv7 } from 'node:crypto'
import { birthOf } from '../../../machines/order/order-context.ts'
import { MACHINE_VERSION } from '../../../machines/order/order-machine.ts'
import type { OrderContent } from '../../rules/order-content.ts'
import { withTypeCheck } from '../../rules/with-type-check.ts'
import { isShared } from '../is-shared.ts'
import { later } from '../timers/moments.ts'
import { claimRows, claimsOf } from '../claims/order-claims.ts'
import { codesOf, hashContent } from '../order-change.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import { LEASE_MS } from '../review/review-tasks.ts'
import { sealContent, searchableName, type OrderInMotion, type StoredOrder } from '../stored-order.ts'
import type { Finding } from '../../../machines/order/order-events.ts'
import { exampleOrder } from './example-order.ts'
import { ACCOUNT, APPLICANT } from './start-orders.ts'
import { wishFor } from './wish-for.ts'

/** An order as it stands, of the nth company. */
export type OrderIn = {
  n: number
  order: OrderInMotion
  /** Of another name than the company's own. */
  domain?: string
  account?: string
  counterparty?: string
  /** The content is not what was reviewed. */
  edited?: boolean
  /** Rules object to it. */
  broken?: { content: (content: OrderContent) => OrderContent, findings: Finding[] }
  /** Who holds the lease of its review. */
  leasedTo?: string
}

/**
 * Orders put where they stand by rows alone: as the commits on their way would have left them, but with a history that begins here.
 * A thousand cost less than bringing one there.
 */
export async function givenOrdersIn (orders: OrdersDeps, given: OrderIn[]): Promise<StoredOrder[]> {
  const stored = given.map(asStored)
  await orders.db.transaction().execute(async (db) => {
    for (let from = 0; from < stored.length; from += 200) {
      const some = stored.slice(from, from + 200)
      await db.insertInto('filing_order').values(some.map((order) => orderRow(orders, order))).execute()
      await db.insertInto('order_history').values(some.map(birthRow)).execute()
      await insertAll(db, 'order_timer', some.flatMap(({ id, deadlines }) => deadlines.map(({ name, dueAt }) => ({ order_id: id, name, due_at: dueAt }))))
      await insertAll(db, 'review_task', some.flatMap(taskRows))
      await insertAll(db, 'order_claim', some.flatMap((order) => claimsOfOrder(orders, order)))
    }
  })
  return stored
}

async function insertAll<Table extends 'order_timer' | 'review_task' | 'order_claim'> (
  db: OrdersDeps['db'], table: Table, rows: object[]
): Promise<void> {
  if (rows.length > 0) await db.insertInto(table).values(rows as never).execute()
}

/** Of the day before any that is placed. */
let numbers = 0

function asStored ({ n, order, domain, account = ACCOUNT, counterparty, edited, broken, leasedTo }: OrderIn): StoredOrder {
  const { content: whole, ...typeCheck } = domain === undefined ? exampleOrder(n) : withDomain(exampleOrder(n), domain)
  const wish = wishFor(typeCheck, order.context.orderType)
  const content = withTypeCheck(broken ? broken.content(whole) : whole, typeCheck)
  const hash = hashContent(content)
  const findings = [...broken?.findings ?? [], ...order.context.findings.map(inWords)]
  const context = {
    ...order.context,
    contentHash: hash,
    reviewedHash: order.context.reviewedHash === null ? null : edited ? 'of-what-was-reviewed' : hash,
    findings: codesOf(findings)
  }
  const lease = { assignee: leasedTo ?? null, leaseToken: randomUUID(), leaseExpiresAt: later(order.updatedAt, LEASE_MS) }
  return {
    ...order,
    id: randomUUIDv7(),
    context,
    version: 1,
    task: order.task && { ...order.task, id: randomUUIDv7(), ...leasedTo !== undefined && lease },
    number: `BA20251231${String(++numbers).padStart(8, '0')}`,
    accountId: account,
    counterpartyAccountId: counterparty ?? null,
    createdBy: APPLICANT.id,
    externalReference: null,
    orderType: context.orderType,
    province: context.province,
    typeCheck: wish,
    content,
    filed: null,
    accountName: null,
    findings,
    createdAt: context.createdAt
  }
}

function withDomain (example: ReturnType<typeof exampleOrder>, domain: string): ReturnType<typeof exampleOrder> {
  const { service } = example.content
  const content = { ...example.content, service: { ...service, domains: service!.domains!.map((one) => ({ ...one, name: domain })) } }
  return { ...example, service: { ...example.service, domain }, content }
}

function inWords (open: StoredOrder['context']['findings'][number]): Finding {
  return { ...open, message: { zh: '不符合要求', en: 'does not do' }, suggestion: null }
}

function orderRow ({ sealing }: OrdersDeps, order: StoredOrder) {
  const { id, typeCheck, context } = order
  return {
    id,
    number: order.number,
    account_id: order.accountId,
    counterparty_account_id: order.counterpartyAccountId,
    shared_with: isShared(order) ? order.counterpartyAccountId : null,
    created_by: order.createdBy,
    external_reference: null,
    order_type: order.orderType,
    province: order.province,
    service_kind: typeCheck.service.kind,
    state: order.state,
    context: JSON.stringify(context),
    machine_version: MACHINE_VERSION,
    version: order.version,
    content: sealContent(sealing, order),
    findings: order.findings.length > 0 ? sealing.seal(order.findings, id) : null,
    certificate_key: sealing.lookupKey('certificate', typeCheck.certificateNumber.toUpperCase()),
    subject_name: searchableName(order),
    domain: typeCheck.service.domain ?? null,
    subject_number: context.filing?.subjectNumber ?? null,
    created_at: order.createdAt,
    updated_at: order.updatedAt
  }
}

function birthRow ({ id, context, state, createdAt, createdBy }: StoredOrder) {
  const by = { id: createdBy, role: 'applicant' as const }
  return {
    order_id: id,
    version: 1,
    at: createdAt,
    actor_id: createdBy,
    actor_role: 'applicant',
    event_type: 'create',
    event: JSON.stringify({ type: 'create', at: createdAt, by, machineVersion: MACHINE_VERSION, birth: birthOf(context) }),
    from_state: null,
    to_state: state,
    attempt: context.attempt,
    ignored: false,
    cause_id: null,
    request_id: null,
    details: null
  }
}

function taskRows ({ id, task, context, province, orderType, updatedAt }: StoredOrder) {
  return !task
    ? []
    : [{
        id: task.id,
        order_id: id,
        round: context.round,
        state: 'open',
        province,
        order_type: orderType,
        opened_at: updatedAt,
        due_at: task.dueAt,
        assignee: task.assignee,
        lease_token: task.leaseToken,
        lease_expires_at: task.leaseExpiresAt
      }]
}

function claimsOfOrder ({ sealing }: OrdersDeps, order: StoredOrder) {
  const rows = JSON.parse(claimRows(claimsOf(sealing, order))) as Array<{ kind: string, key: string, shared_as: string | null }>
  return rows.map(({ key, ...row }) => ({ ...row, key: Buffer.from(key, 'hex'), order_id: order.id }))
}
