import { createHash } from 'node:crypto'
import { reasonsToRefuse } from '../../machines/order/decide.ts'
import { DomainError, IllegalTransition } from '../../machines/order/order-errors.ts'
import type { Actor, Finding, OpenFinding, OrderEvent } from '../../machines/order/order-events.ts'
import { checkShape } from '../rules/check-shape.ts'
import { changedFields, mergeContent, type FieldChange } from '../rules/merge-content.ts'
import type { ContentPatch, OrderContent } from '../rules/order-content.ts'
import { withTypeCheck } from '../rules/with-type-check.ts'
import { bareRequest } from './bare-request.ts'
import { checkContent } from './check-content.ts'
import { composeObjection } from './compose-objection.ts'
import { openedFields } from './opened-fields.ts'
import { refuseLockedFields } from './refuse-locked-fields.ts'
import { askerOf } from './role-for-order.ts'
import { rulesToday } from './rules-today.ts'
import type { StoredOrder } from './stored-order.ts'

/** What an event brings along for the order to which it is applied. */
export type OrderChange = {
  event: OrderEvent
  content?: OrderContent
  /** The findings of this event in words; the event itself carries only codes and fields. */
  findings?: Finding[]
  changes?: FieldChange[]
  reason?: string
}

/** Made anew from the order as it is read, so that a lost race decides on fresh ground. Null: there is nothing to do. */
export type ChangeMaker = (order: StoredOrder, at: string) => OrderChange | null
/** One that has to look something up. */
export type AskingChangeMaker = (order: StoredOrder, at: string) => Promise<OrderChange | null>

type Asked = { by: Actor, reason?: string }

/** @throws DomainError illegal_transition, content_invalid, field_locked */
export function saveContent (by: Actor, patch: ContentPatch, accountId?: string): ChangeMaker {
  return (order, at) => {
    refuseToSave(order, askerOf(order, 'save', by, accountId), at)
    const merged = checkContent(mergeContent(order.content, patch))
    refuseLockedFields(order, merged)
    const content = withTypeCheck(merged, order.typeCheck)
    const changes = changedFields(order.content, content)
    if (changes.length === 0) return null
    const faults = checkShape(content, order.typeCheck, new Date(at))
    if (faults.length > 0) throw new DomainError('content_invalid', 'The content has fields that can never be right.', { errors: faults })
    const findings = findingsToday({ ...order, content }, at)
    return {
      event: { type: 'save', at, by, contentHash: hashContent(content), changed: changes.map(({ field }) => field), findings: codesOf(findings) },
      content,
      findings,
      changes
    }
  }
}

/** Before the content is looked at: that nothing changed would tell the other account what it guessed, and one that is erased has none. */
function refuseToSave (order: StoredOrder, by: Actor, at: string): void {
  const reasons = reasonsToRefuse(order, bareRequest(order, 'save', by, at))
  if (reasons.length > 0) throw new IllegalTransition(order.state, 'save', reasons)
}

/** Requests that depend on the rules as they stand on the day. */
export function askWithRules (type: 'submit' | 'resend' | 'send_to_bureau', { by, reason }: Asked): ChangeMaker {
  return (order, at) => {
    const findings = findingsToday(order, at)
    const event = { type, at, by, ...given(reason), findings: codesOf(findings) }
    return { event: event.type === 'send_to_bureau' ? { ...event, opens: openedFields(order, event.findings) } : event, findings, reason }
  }
}

export function ask (type: 'withdraw' | 'abandon' | 'confirm' | 'decline' | 'pass' | 'undo', { by, reason }: Asked): ChangeMaker {
  return (_, at) => ({ event: { type, at, by, ...given(reason) }, reason })
}

/** A person's objections, bound to fields; the state says at which stage they are raised. */
export function raiseObjections (
  type: 'request_correction' | 'reject',
  { by, reason, findings }: Asked & { findings: Array<Omit<Finding, 'stage' | 'severity'>> }
): ChangeMaker {
  return (order, at) => {
    const stage = order.state === 'initial_review' ? 'initial_review' : 'bureau_queue'
    const raised = findings.map((finding): Finding => ({ ...finding, severity: 'reject', stage }))
    return { ...composeObjection(order, { type, at, by, ...given(reason), findings: codesOf(raised) }, raised), reason }
  }
}

export function codesOf (findings: Finding[]): OpenFinding[] {
  return findings.map(({ field, code, severity, stage }) => ({ field, code, severity, stage }))
}

export function hashContent (content: OrderContent): string {
  return createHash('sha256').update(canonicalJson(content)).digest('base64url')
}

function findingsToday (order: StoredOrder, at: string): Finding[] {
  return rulesToday({ ...order, policy: order.context.policy }, at)
}

/** The words of a reason are sealed apart; the machine only asks whether there is one. */
function given (reason: string | undefined): { reason?: string } {
  return reason === undefined ? {} : { reason: 'given' }
}

function canonicalJson (value: unknown): string {
  return JSON.stringify(value, (_, item) => item !== null && typeof item === 'object' && !Array.isArray(item)
    ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => a < b ? -1 : 1))
    : item)
}
