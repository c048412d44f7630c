import { randomUUIDv7 } from 'node:crypto'
import type { Decision } from '../../machines/order/decide.ts'
import { isFact, isRequest, type OrderEvent } from '../../machines/order/order-events.ts'
import { MACHINE_VERSION } from '../../machines/order/order-machine.ts'
import { isOpen } from '../../machines/order/order-states.ts'
import type { ApplyOptions } from './apply-order-event.ts'
import { changeClaims } from './claims/change-claims.ts'
import type { Commit } from './commit-change.ts'
import { rememberedColumns } from './idempotency.ts'
import { isShared } from './is-shared.ts'
import { composeEvent, withPersonalPart } from './events/compose-event.ts'
import { mayBeUndone } from './may-be-undone.ts'
import { later } from './timers/moments.ts'
import { spentTimers } from './next-order.ts'
import type { OrderChange } from './order-change.ts'
import type { OrdersDeps } from './orders-deps.ts'
import { recordedEvent } from './history/recorded-event.ts'
import { deadlinesWithoutRow, formerTimers } from './timers/renamed-timers.ts'
import { sealContent, searchableName, type OrderInMotion, type StoredOrder } from './stored-order.ts'

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
  const details = { ...reason && { reason }, ...findings && { findings }, ...changes && { changes } }
  const columns = columnsOf({ order, event, decision, next })
  return {
    ...columns,
    context: JSON.stringify(columns.context),
    event: JSON.stringify(columns.event),
    timersToSet: JSON.stringify(columns.timersToSet),
    effects: JSON.stringify(columns.effects),
    events: JSON.stringify(withPersonalPart(sealing, columns.events, {
      subjectName: next.content.subject?.name ?? null, ...reason && { reason }, ...next.findings.length > 0 && { findings: next.findings }
    })),
    taskOpened: JSON.stringify(columns.taskOpened),
    content: content ? sealContent(sealing, next) : null,
    findings: next.findings.length > 0 ? sealing.seal(next.findings, order.id) : null,
    subjectName: searchableName(next),
    wasErased: order.erased ?? false,
    leaseToken,
    requestId: requestId ?? null,
    details: Object.keys(details).length > 0 ? sealing.seal(details, order.id) : null,
    effectDone: effectDone ?? null,
    ...changeClaims(sealing, order, next),
    ...rememberedColumns(sealing, idempotency, next)
  }
}

type Step = { order: OrderInMotion, event: OrderEvent, decision: Decision, next: OrderInMotion }

/** What a decision means for the tables as far as the event alone says it: no content, no words, no caller. */
export function columnsOf ({ order, event, decision, next }: Step) {
  const [couldBeUndone, canBeUndone] = [mayBeUndone(order, event.at), mayBeUndone(next, event.at)]
  const heldUntil = canBeUndone && !couldBeUndone ? later(event.at, next.context.policy.undoWindowMs) : event.at
  const task = next.task?.id === order.task?.id ? null : next.task
  const actorRole = isRequest(event) ? event.by.role : isFact(event) ? 'bureau' : 'system'
  const cause = event.type === 'timer' ? event.name : event.type
  const set = next.deadlines.filter(({ name }) => decision.timersToSet.some((timer) => timer.name === name))
  const kept = { deadlines: next.deadlines.filter((deadline) => !set.includes(deadline)) }
  return {
    orderId: order.id,
    fromVersion: order.version,
    at: event.at,
    state: next.state,
    context: next.context,
    machineVersion: MACHINE_VERSION,
    subjectNumber: next.context.filing?.subjectNumber ?? null,
    shared: isShared(next),
    actorId: isRequest(event) ? event.by.id : null,
    actorRole,
    eventType: cause,
    event: recordedEvent(order, event),
    fromState: order.state,
    attempt: next.context.attempt,
    ignored: decision.ignored,
    causeId: isFact(event) ? event.causeId : null,
    timersToCancel: [...spentTimers(decision, event), ...formerTimers(order)],
    timersToSet: [...deadlinesWithoutRow(order, kept), ...set].map(({ name, dueAt }) => ({ name, due_at: dueAt })),
    effects: decision.effects.map(({ type, ...payload }) => ({ id: randomUUIDv7(), kind: type, payload, due_at: heldUntil })),
    events: composeEvent({ cause, from: order, to: next, actorRole, at: event.at, dueAt: heldUntil }),
    effectsWithdrawn: event.type === 'undo',
    effectsReleased: event.type !== 'undo' && couldBeUndone && !canBeUndone,
    claimsReleased: isOpen(order.state) && !isOpen(next.state),
    taskOpened: task ? [{ id: task.id, round: next.context.round, due_at: task.dueAt }] : [],
    taskClosed: order.state === 'initial_review' && next.state !== 'initial_review',
    taskFreed: event.type === 'pass' && next.state === 'initial_review'
  }
}
