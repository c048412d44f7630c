import { randomUUIDv7 } from 'node:crypto'
import { DomainError } from '../../../machines/order/order-errors.ts'
import type { OrderSnapshot } from '../../../machines/order/decide.ts'
import { isRequest, type OrderEvent } from '../../../machines/order/order-events.ts'
import { explainReasons } from '../../../machines/order/refusal-reasons.ts'
import { addWorkingDays } from '../../platform/working-days.ts'
import type { OpenTask, StoredOrder } from '../stored-order.ts'

const DECISIONS = ['pass', 'reject', 'request_correction']

/** The lease that a decision of the initial review rests on; null where none is needed. @throws DomainError lease_lost */
export function leaseFor (order: StoredOrder, event: OrderEvent, leaseToken: string | undefined): string | null {
  if (!isRequest(event) || order.state !== 'initial_review' || !DECISIONS.includes(event.type)) return null
  if (leaseToken !== undefined && holdsLease(order.task, event.by.id, leaseToken, event.at)) return leaseToken
  throw new DomainError('lease_lost', 'The review task is not claimed by you, or your lease ran out: claim it and decide again.', {
    reviewTaskId: order.task?.id ?? null, reasons: explainReasons([{ code: 'lease_required' }])
  })
}

export function holdsLease (task: OpenTask | null, reviewer: string, leaseToken: string, at: string): boolean {
  return task?.leaseToken === leaseToken && task.assignee === reviewer && (task.leaseExpiresAt ?? '') > at
}

const UNCLAIMED = { assignee: null, leaseToken: null, leaseExpiresAt: null }

/**
 * The review task after an event: a new one when the order comes to its review, due when the policy has somebody look why
 * nothing has happened (lifecycle 2.4); free again after the first of two passes.
 */
export function taskAfter (before: Pick<StoredOrder, 'state' | 'task'>, { state, context }: OrderSnapshot, event: OrderEvent): OpenTask | null {
  if (state !== 'initial_review') return null
  if (before.state !== 'initial_review' || !before.task) {
    return { id: randomUUIDv7(), dueAt: addWorkingDays(event.at, context.policy.watch.reviewDays), ...UNCLAIMED }
  }
  return event.type === 'pass' ? { ...before.task, ...UNCLAIMED } : before.task
}
