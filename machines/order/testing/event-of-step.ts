import type { OrderSnapshot } from '../decide.ts'
import { REQUEST_TYPES, type FactType, type OrderEvent, type OrderFact, type RequestType, type Role } from '../order-events.ts'
import type { OrderState } from '../order-states.ts'
import { REQUESTS_OF_ROLE } from '../requests-of-role.ts'
import { aFact, aRequest } from './orders.ts'
import type { Step } from './random-step.ts'

type Moment = { at: string, nextTimer: string | null }

/** The event that a random step is for this order at this moment; null when it is none, such as a deadline of which there is none. */
export function eventOfStep (step: Step, order: OrderSnapshot, { at, nextTimer }: Moment): OrderEvent | null {
  switch (step.kind) {
    case 'forward': return forwardEvent(order, step.from, at)
    case 'due_timer': return nextTimer === null ? null : { type: 'timer', name: nextTimer, at }
    case 'stale_timer': return step.name === nextTimer ? null : { type: 'timer', name: step.name, at }
    case 'fact': return factOf(step, order, at)
    case 'request': return aRequest(step.type, {
      at,
      by: { id: step.who, role: step.role },
      findings: step.findings,
      changed: step.changed,
      contentHash: `content-${step.content}`,
      ...step.reason && { reason: 'given' }
    })
  }
}

function factOf ({ type, attemptsAgo, cause, findings, passed, datedBackMs }: Extract<Step, { kind: 'fact' }>, { context }: OrderSnapshot, at: string): OrderFact {
  const dated = new Date(Math.max(Date.parse(at) - datedBackMs, Date.parse(context.createdAt))).toISOString()
  return aFact(type, { at: dated, causeId: `cause-${cause}`, attempt: Math.max(context.attempt - attemptsAgo, 0), findings, passed })
}

/** What usually comes next. Ends are left to chance, or few lives would get far. */
const NEXT: Record<OrderState, ReadonlyArray<RequestType | FactType>> = {
  draft: ['submit', 'submit', 'submit', 'save', 'authenticity_checked', 'authenticity_link_issued'],
  initial_review: ['pass', 'pass', 'pass', 'request_correction', 'reject', 'withdraw'],
  correction_requested: ['submit', 'undo', 'authenticity_checked'],
  initial_rejected: ['submit', 'undo', 'authenticity_checked'],
  owner_confirmation: ['confirm', 'confirm', 'decline', 'undo'],
  counterparty_confirmation: ['confirm', 'confirm', 'decline', 'undo'],
  bureau_queue: ['send_to_bureau', 'send_to_bureau', 'send_to_bureau', 'send_to_bureau', 'undo', 'reject'],
  bureau_submitting: ['bureau_accepted', 'bureau_accepted', 'bureau_accepted', 'bureau_refused', 'sms_failed', 'sms_completed', 'bureau_returned'],
  bureau_submission_failed: ['send_to_bureau', 'request_correction', 'bureau_approved'],
  sms_verification: ['sms_person_verified', 'sms_completed', 'confirm', 'sms_failed', 'sms_failed'],
  bureau_review: ['bureau_rejected_by_reviewer', 'bureau_returned', 'sms_failed', 'sms_failed', 'bureau_approved', 'filing_registered'],
  sms_returned: ['resend', 'resend', 'resend', 'save', 'submit', 'bureau_approved', 'filing_found'],
  bureau_rejected: ['submit', 'submit', 'save', 'bureau_approved', 'filing_found'],
  completed: ['filing_registered'],
  abandoned: ['filing_registered'],
  expired: ['submit', 'submit', 'authenticity_checked', 'abandon'],
  invalid: ['material_changed']
}

const PEOPLE = ['lin', 'wei']

function forwardEvent ({ state, context }: OrderSnapshot, from: number, at: string): OrderEvent {
  const type = NEXT[state][from % NEXT[state].length]!
  return isRequestType(type)
    ? aRequest(type, { at, reason: 'given', by: { id: type === 'undo' ? context.decision?.by : PEOPLE[from % 2], role: roleFor(type, state) } })
    : aFact(type, { at, attempt: context.attempt, causeId: `cause-of-${type}-${at}` })
}

function isRequestType (type: RequestType | FactType): type is RequestType {
  return REQUEST_TYPES.includes(type as RequestType)
}

function roleFor (type: RequestType, state: OrderState): Role {
  if (state === 'counterparty_confirmation' && type !== 'undo') return 'counterparty'
  if (state === 'bureau_queue' || state === 'bureau_submission_failed') return 'bureau_operator'
  return (Object.keys(REQUESTS_OF_ROLE) as Role[]).find((role) => REQUESTS_OF_ROLE[role].includes(type))!
}
