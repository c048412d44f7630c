import { randomUUIDv7 } from 'node:crypto'
import type { Decision } from '../../machines/order/decide.ts'
import { isFact, isRequest, type OrderEvent } from '../../machines/order/order-events.ts'
import { MACHINE_VERSION } from '../../machines/order/order-machine.ts'
import { isOpen } from '../../machines/order/order-states.ts'
import type { ApplyOptions } from './apply-order-event.ts'
import type { Commit } from './commit-change.ts'
import { dueAt } from './due-at.ts'
import { rememberedColumns } from './idempotency.ts'
import { later } from './moments.ts'
import { spentTimers } from './next-order.ts'
import { claimsOf } from './order-claims.ts'
import type { OrderChange } from './order-change.ts'
import type { OrdersDeps } from './orders-deps.ts'
import { searchableName, type StoredOrder } from './stored-order.ts'

type Parts = {
  order: StoredOrder
  change: OrderChange
  decision: Decision
  next: StoredOrder
  leaseToken: string | null
  options: ApplyOptions
}

/** What a decision means for the tables. */
export function composeCommit ({ sealing }: OrdersDeps, { order, change, decision, next, leaseToken, options }: Parts): Commit {
  const { requestId, effectDone, idempotency } = options
  const { event, content, findings, changes, reason } = change
  const at = event.at
  const begunAt = order.state === 'initial_review' ? heldUntil(event, next) : event.at
  const reopened = !isOpen(order.state) && isOpen(next.state)
  const details = { ...reason && { reason }, ...findings && { findings }, ...changes && { changes } }
  const task = next.task?.id === order.task?.id ? null : next.task
  return {
    orderId: order.id,
    fromVersion: order.version,
    at,
    state: next.state,
    context: JSON.stringify(next.context),
    machineVersion: MACHINE_VERSION,
    content: content ? sealing.seal({ typeCheck: order.typeCheck, content }, order.id) : null,
    findings: next.findings.length > 0 ? sealing.seal(next.findings, order.id) : null,
    subjectName: searchableName(next),
    subjectNumber: next.context.filing?.subjectNumber ?? null,
    leaseToken,
    actorId: isRequest(event) ? event.by.id : null,
    actorRole: isRequest(event) ? event.by.role : isFact(event) ? 'bureau' : 'system',
    eventType: event.type === 'timer' ? event.name : event.type,
    event: JSON.stringify(event),
    fromState: order.state,
    attempt: next.context.attempt,
    ignored: decision.ignored,
    causeId: isFact(event) ? event.causeId : null,
    requestId: requestId ?? null,
    details: Object.keys(details).length > 0 ? sealing.seal(details, order.id) : null,
    timersToCancel: spentTimers(decision, event),
    timersToSet: JSON.stringify(decision.timersToSet.map((timer) => ({ name: timer.name, due_at: dueAt(timer, at) }))),
    effects: JSON.stringify(decision.effects.map(({ type, ...payload }) => ({ id: randomUUIDv7(), kind: type, payload, due_at: begunAt }))),
    effectsWithdrawn: event.type === 'undo',
    effectDone: effectDone ?? null,
    claimsReleased: isOpen(order.state) && !isOpen(next.state),
    claimsMade: JSON.stringify(reopened ? claimsOf(sealing, order.typeCheck) : []),
    taskOpened: JSON.stringify(task ? [{ id: task.id, round: next.context.round, due_at: task.dueAt }] : []),
    taskClosed: order.state === 'initial_review' && next.state !== 'initial_review',
    taskFreed: event.type === 'pass' && next.state === 'initial_review',
    ...rememberedColumns(sealing, idempotency, next)
  }
}

/** While a decision may be taken back, what it asks of the world waits. */
function heldUntil (event: OrderEvent, { context }: StoredOrder): string {
  const isDecision = event.type === 'pass' || event.type === 'reject' || event.type === 'request_correction'
  return isDecision ? later(event.at, context.policy.undoWindowMs) : event.at
}
