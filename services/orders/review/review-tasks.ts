import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { DomainError } from '../../../machines/order/order-errors.ts'
import type { Actor } from '../../../machines/order/order-events.ts'
import type { OrderState } from '../../../machines/order/order-states.ts'
import type { OrderType } from '../../../machines/order/order-types.ts'
import type { OrdersDeps } from '../orders-deps.ts'

/** How long a reviewer has an order to themselves before they must renew. */
export const LEASE_MS = 15 * 60 * 1000

export type ReviewTask = {
  id: string
  orderId: string
  orderNumber: string
  round: number
  state: 'waiting' | 'claimed' | 'closed'
  province: string
  orderType: OrderType
  orderState: OrderState
  subjectName: string | null
  openedAt: string
  dueAt: string
  assignee: string | null
  leaseExpiresAt: string | null
}
export type Lease = ReviewTask & { leaseToken: string }

export type TaskFilter = {
  orderId?: string
  state?: ReviewTask['state']
  province?: string
  orderType?: OrderType
  assignee?: string
  dueBefore?: string
  limit: number
  after?: { dueAt: string, id: string }
}

/** The queue, by due date. Without a state: what is open. */
export async function findReviewTasks (deps: OrdersDeps, filter: TaskFilter): Promise<ReviewTask[]> {
  const now = deps.now()
  let query = selectTasks(deps).orderBy('t.due_at').orderBy('t.id').limit(filter.limit)
  query = filter.state === 'closed' ? query.where('t.state', '=', 'closed') : query.where('t.state', '=', 'open')
  if (filter.state === 'claimed') query = query.where('t.lease_expires_at', '>', now)
  if (filter.state === 'waiting') {
    query = query.where((eb) => eb.or([eb('t.lease_expires_at', 'is', null), eb('t.lease_expires_at', '<=', now)]))
  }
  if (filter.orderId) query = query.where('t.order_id', '=', filter.orderId)
  if (filter.province) query = query.where('t.province', '=', filter.province)
  if (filter.orderType) query = query.where('t.order_type', '=', filter.orderType)
  if (filter.assignee) query = query.where('t.assignee', '=', filter.assignee)
  if (filter.dueBefore) query = query.where('t.due_at', '<', new Date(filter.dueBefore))
  if (filter.after) query = query.where(sql<boolean>`(t.due_at, t.id) > (${filter.after.dueAt}::timestamptz, ${filter.after.id}::uuid)`)
  return (await query.execute()).map((row) => asTask(row, now))
}

/** Takes a task that nobody holds. @throws DomainError review_task_not_found, review_task_claimed */
export async function claimReviewTask (deps: OrdersDeps, taskId: string, by: Actor): Promise<Lease> {
  const now = deps.now()
  const claimed = await deps.db.updateTable('review_task')
    .set({ assignee: by.id, lease_token: randomUUID(), lease_expires_at: new Date(now.getTime() + LEASE_MS) })
    .where('id', '=', taskId).where('state', '=', 'open')
    .where((eb) => eb.or([eb('lease_expires_at', 'is', null), eb('lease_expires_at', '<=', now), eb('assignee', '=', by.id)]))
    .returning('lease_token').executeTakeFirst()
  const task = await findReviewTask(deps, taskId)
  if (claimed) return { ...task, leaseToken: claimed.lease_token! }
  throw new DomainError('review_task_claimed', task.state === 'closed'
    ? 'The review is over: this task is closed.'
    : `The task is claimed by ${task.assignee} until ${task.leaseExpiresAt}.`, { assignee: task.assignee, leaseExpiresAt: task.leaseExpiresAt })
}

/** @throws DomainError lease_lost */
export async function renewLease (deps: OrdersDeps, taskId: string, leaseToken: string, by: Actor): Promise<Lease> {
  const now = deps.now()
  const renewed = await deps.db.updateTable('review_task')
    .set({ lease_expires_at: new Date(now.getTime() + LEASE_MS) })
    .where('id', '=', taskId).where('state', '=', 'open').where('lease_token', '=', leaseToken)
    .where('assignee', '=', by.id).where('lease_expires_at', '>', now)
    .returning('id').executeTakeFirst()
  const task = await findReviewTask(deps, taskId)
  if (renewed) return { ...task, leaseToken }
  throw leaseLost(task)
}

/** @throws DomainError lease_lost */
export async function releaseLease (deps: OrdersDeps, taskId: string, leaseToken: string, by: Actor): Promise<ReviewTask> {
  const released = await deps.db.updateTable('review_task')
    .set({ assignee: null, lease_token: null, lease_expires_at: null })
    .where('id', '=', taskId).where('state', '=', 'open').where('lease_token', '=', leaseToken).where('assignee', '=', by.id)
    .returning('id').executeTakeFirst()
  const task = await findReviewTask(deps, taskId)
  if (released) return task
  throw leaseLost(task)
}

function leaseLost (task: ReviewTask): DomainError {
  return new DomainError('lease_lost', 'The task is not claimed by you, or your lease ran out: claim it again.', { reviewTaskId: task.id })
}

/** @throws DomainError review_task_not_found */
export async function findReviewTask (deps: OrdersDeps, taskId: string): Promise<ReviewTask> {
  const now = deps.now()
  const row = await selectTasks(deps).where('t.id', '=', taskId).executeTakeFirst()
  if (!row) throw new DomainError('review_task_not_found', 'There is no such review task.')
  return asTask(row, now)
}

function selectTasks ({ db }: OrdersDeps) {
  return db.selectFrom('review_task as t').innerJoin('filing_order as o', 'o.id', 't.order_id').select([
    't.id', 't.order_id', 't.round', 't.state', 't.province', 't.order_type', 't.opened_at', 't.due_at', 't.assignee',
    't.lease_expires_at', 'o.number', 'o.state as order_state', 'o.subject_name'
  ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectTasks>['execute']>>[number]

function asTask (row: Row, now: Date): ReviewTask {
  const held = row.state === 'open' && row.lease_expires_at !== null && row.lease_expires_at > now
  return {
    id: row.id,
    orderId: row.order_id,
    orderNumber: row.number,
    round: row.round,
    state: row.state === 'closed' ? 'closed' : held ? 'claimed' : 'waiting',
    province: row.province,
    orderType: row.order_type,
    orderState: row.order_state,
    subjectName: row.subject_name,
    openedAt: row.opened_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    assignee: held || row.state === 'closed' ? row.assignee : null,
    leaseExpiresAt: held ? row.lease_expires_at!.toISOString() : null
  }
}
