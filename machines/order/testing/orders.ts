import { contextAtBirth, type OrderContext } from '../order-context.ts'
import type { OrderSnapshot } from '../decide.ts'
import type { OpenFinding, OrderEvent, OrderFact, OrderRequest, RequestType, Role } from '../order-events.ts'
import type { OrderPolicy } from '../policy/order-policy.ts'
import { POLICY_PRESETS } from '../policy/policy-presets.ts'
import type { OrderState } from '../order-states.ts'

/** Orders and events for tests: whole ones, so that a test names only what it is about. */

export const AT = '2026-01-05T02:00:00.000Z'
export const A_FINDING: OpenFinding = { field: 'service.name', code: 'SITE_NAME_INVALID', severity: 'reject', stage: 'initial_review' }

const WHO_USUALLY_ASKS: Record<RequestType, Role> = {
  save: 'applicant',
  submit: 'applicant',
  withdraw: 'applicant',
  abandon: 'applicant',
  confirm: 'applicant',
  decline: 'applicant',
  resend: 'bureau_operator',
  request_correction: 'admin',
  reject: 'admin',
  pass: 'reviewer',
  undo: 'reviewer',
  send_to_bureau: 'bureau_operator'
}

const SENT: OrderState[] = [
  'bureau_submitting', 'bureau_submission_failed', 'sms_verification', 'bureau_review', 'sms_returned', 'bureau_rejected', 'completed'
]

/** An order as it would be in this state: sent once where the state implies it. */
export function anOrder (
  state: OrderState, context: Partial<OrderContext> = {}, policy: Partial<OrderPolicy> = {}
): OrderSnapshot {
  const birth = contextAtBirth({
    orderType: 'first_filing', province: 'guangdong', createdAt: AT, policy: { ...POLICY_PRESETS.huawei, ...policy }, contentHash: 'content-1', findings: []
  })
  const sent = SENT.includes(state)
  return { state, context: { ...birth, attempt: sent ? 1 : 0, round: 1, reviewedHash: 'content-1', ...context } }
}

export function aRequest (type: RequestType, more: Record<string, unknown> = {}): OrderRequest {
  const findings = type === 'reject' || type === 'request_correction' ? [A_FINDING] : []
  const saved = type === 'save' ? { contentHash: 'content-2', changed: ['service.name'] } : {}
  return { type, at: AT, by: { id: 'somebody', role: WHO_USUALLY_ASKS[type] }, findings, ...saved, ...more } as OrderRequest
}

export function aFact (type: OrderFact['type'], more: Record<string, unknown> = {}): OrderFact {
  const filing = { subjectNumber: '粤ICP备26000001号', serviceNumbers: ['粤ICP备26000001号-1'], bureauIds: {} }
  return {
    type,
    at: AT,
    causeId: `cause-${type}`,
    attempt: 1,
    findings: [{ ...A_FINDING, stage: 'bureau' }],
    person: 'subject_principal',
    code: '17',
    passed: true,
    kind: 'photo',
    filing,
    ...more
  } as unknown as OrderFact
}

export function aTimer (name: string): OrderEvent {
  return { type: 'timer', name, at: AT }
}
