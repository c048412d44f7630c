import type { OpenFinding, OrderEvent } from '../../machines/order/order-events.ts'

/** An event without its moment. */
export type Timeless = Record<string, unknown> & { type: string }

const ruled: OpenFinding = { field: 'service.domain', code: 'DOMAIN_NOT_RESOLVED', severity: 'reject', stage: 'rules' }
const objected: OpenFinding = { field: 'service.name', code: 'SITE_NAME_INVALID', severity: 'reject', stage: 'initial_review' }
const wholly: OpenFinding = { field: null, code: 'MATERIAL_UNREADABLE', severity: 'warn', stage: 'initial_review' }
const late: OpenFinding = { ...objected, stage: 'bureau_queue' }
const byBureau: OpenFinding = { ...objected, field: 'subject.name', stage: 'bureau' }

const applicant = { by: { id: 'applicant', role: 'applicant' } }
const counterparty = { by: { id: 'other', role: 'counterparty' } }
const reviewer = { by: { id: 'reviewer-1', role: 'reviewer' } }
const secondReviewer = { by: { id: 'reviewer-2', role: 'reviewer' } }
const operator = { by: { id: 'operator', role: 'bureau_operator' } }
const system = { by: { id: 'system', role: 'system' } }
const because = { reason: 'because' }

const REQUESTS: Record<string, Timeless> = {
  save: { type: 'save', ...applicant, contentHash: 'content-2', changed: ['service.name'], findings: [] },
  'save against a rule': { type: 'save', ...applicant, contentHash: 'content-3', changed: ['service.domain'], findings: [ruled] },
  'save another person': { type: 'save', ...applicant, contentHash: 'content-4', changed: ['service.principal.name'], findings: [] },
  submit: { type: 'submit', ...applicant, findings: [] },
  'submit against a rule': { type: 'submit', ...applicant, findings: [ruled] },
  'submit with a reason': { type: 'submit', ...applicant, ...because, findings: [] },
  withdraw: { type: 'withdraw', ...applicant },
  'withdraw with a reason': { type: 'withdraw', ...applicant, ...because },
  abandon: { type: 'abandon', ...applicant },
  confirm: { type: 'confirm', ...applicant },
  'confirm by the other account': { type: 'confirm', ...counterparty },
  'confirm by staff': { type: 'confirm', ...operator },
  decline: { type: 'decline', ...applicant },
  'decline by the other account': { type: 'decline', ...counterparty },
  resend: { type: 'resend', ...operator, findings: [] },
  'resend by the applicant': { type: 'resend', ...applicant, findings: [] },
  'resend against a rule': { type: 'resend', ...operator, findings: [ruled] },
  request_correction: { type: 'request_correction', ...reviewer, findings: [objected] },
  'request_correction of the whole': { type: 'request_correction', ...reviewer, findings: [wholly] },
  'request_correction without a finding': { type: 'request_correction', ...reviewer, findings: [] },
  'request_correction by an operator': { type: 'request_correction', ...operator, findings: [late] },
  reject: { type: 'reject', ...reviewer, findings: [objected] },
  'reject by an operator': { type: 'reject', ...operator, findings: [late] },
  pass: { type: 'pass', ...reviewer },
  'pass by another': { type: 'pass', ...secondReviewer },
  'pass by the applicant': { type: 'pass', ...applicant },
  undo: { type: 'undo', ...reviewer },
  'undo by another': { type: 'undo', ...secondReviewer },
  send_to_bureau: { type: 'send_to_bureau', ...operator, findings: [] },
  'send_to_bureau by the policy': { type: 'send_to_bureau', ...system, findings: [] },
  'send_to_bureau against a rule': { type: 'send_to_bureau', ...operator, findings: [ruled] },
  'send_to_bureau by a reviewer': { type: 'send_to_bureau', ...reviewer, findings: [] }
}

const filing = { subjectNumber: '粤ICP备26000001号', serviceNumbers: ['粤ICP备26000001号-1'], bureauIds: { subject: '1', services: ['2'] } }
const OF_AN_ATTEMPT: Record<string, object> = {
  bureau_accepted: {},
  bureau_refused: { code: '17' },
  sms_completed: {},
  sms_failed: {},
  sms_person_verified: { person: 'subject_principal' },
  bureau_returned: { findings: [byBureau] },
  bureau_rejected_by_reviewer: { findings: [byBureau] },
  bureau_approved: {},
  filing_registered: { filing }
}
const OTHER_FACTS: Record<string, object> = {
  filing_found: {},
  authenticity_link_issued: {},
  authenticity_checked: { passed: true },
  material_changed: { kind: 'photo' }
}

/** The facts of the first two attempts, by their names and attempts. */
const FACTS: Record<string, Timeless> = Object.fromEntries([
  ...Object.entries(OF_AN_ATTEMPT).flatMap(([type, more]) =>
    [1, 2].map((attempt) => [`${type} ${attempt}`, { type, causeId: `${type}-${attempt}`, attempt, ...more }] as const)),
  ...Object.entries(OTHER_FACTS).map(([type, more]) => [type, { type, causeId: type, ...more }] as const)
])

/** Every event that a golden order is asked, by a name that says what is special about it. */
export function goldenEvents (timers: string[]): Record<string, Timeless> {
  const due = timers.map((name) => [`due: ${name}`, { type: 'timer', name }] as const)
  return { ...REQUESTS, ...FACTS, ...Object.fromEntries(due) }
}

export function happening (event: Timeless, at: string): OrderEvent {
  return { ...event, at } as unknown as OrderEvent
}
