/**
 * All that can happen to an order. A request asks and may be refused; a fact has happened, may come late,
 * twice or out of order, and is never refused; a timer is a deadline that the order itself set.
 */

/** `counterparty` is whoever speaks for the other account, to which a transfer or a migration leads. */
export type Role = 'applicant' | 'counterparty' | 'reviewer' | 'bureau_operator' | 'admin' | 'integrator' | 'system'
/** `accountId` is the one for which an integrator says that it speaks; everybody else speaks for their own. */
export type Actor = { id: string, role: Role, accountId?: string }

export type Text = { zh: string, en: string }

/** One problem. `stage` says who found it: the rules, a reviewer, or the bureau. */
export type Finding = {
  field: string | null
  code: string
  severity: 'reject' | 'warn'
  stage: 'rules' | 'initial_review' | 'bureau_queue' | 'bureau'
  message: Text
  suggestion: Text | null
}

/** What the machine keeps of a finding: enough to block a submission, nothing a person wrote. */
export type OpenFinding = Pick<Finding, 'field' | 'code' | 'severity' | 'stage'>

type Asked = { at: string, by: Actor, reason?: string }

/**
 * What somebody objects to. `opens` are the fields that the applicant can do something about, where the policy opens nothing else;
 * null is all of them. Left out, they are those of the findings.
 */
export type Objection = { findings: OpenFinding[], opens?: string[] | null }

export type OrderRequest = Asked & (
  /** `findings` are those of the rules on the new content, `changed` the field paths that differ. */
  | { type: 'save', contentHash: string, changed: string[], findings: OpenFinding[] }
  /** `findings` are those of the rules as they stand today. */
  | { type: 'submit' | 'resend', findings: OpenFinding[] }
  | { type: 'send_to_bureau' } & Objection
  | { type: 'withdraw' | 'abandon' | 'confirm' | 'decline' | 'pass' | 'undo' }
  /** A person's: at least one finding. */
  | { type: 'request_correction' | 'reject' } & Objection
)

/** `causeId` is unique per order, so that applying a fact twice changes nothing. */
type Happened = { at: string, causeId: string }
/** A fact about one hand-over to the bureau; one of an earlier attempt never changes the current one. */
type AboutAttempt = Happened & { attempt: number }

export type Filing = { subjectNumber: string, serviceNumbers: string[], bureauIds: Record<string, string | string[]> }

export type OrderFact =
  | AboutAttempt & (
    | { type: 'bureau_accepted' | 'sms_completed' | 'bureau_approved' }
    | { type: 'bureau_refused', code: string }
    | { type: 'sms_failed' }
    | { type: 'sms_person_verified', person: string }
    | { type: 'bureau_returned' | 'bureau_rejected_by_reviewer' } & Objection
    | { type: 'filing_registered', filing: Filing }
  )
  | Happened & (
    | { type: 'filing_found' }
    /** A link for the face check was sent to the service's principal. */
    | { type: 'authenticity_link_issued' }
    | { type: 'authenticity_checked', passed: boolean }
    | { type: 'material_changed', kind: string }
  )

/** A deadline come due, by the name of its delay in snake_case, e.g. `sms_window`. */
export type OrderTimer = { type: 'timer', name: string, at: string }

export type OrderEvent = OrderRequest | OrderFact | OrderTimer
/** As the chart knows them: a deadline that is not of a state but of something begun within it comes back under its own name. */
export type MachineEvent = OrderEvent | { type: 'authenticity_link', at: string }
export type RequestType = OrderRequest['type']
export type FactType = OrderFact['type']

/** As records, so that none can be forgotten. */
const REQUESTS: Record<RequestType, true> = {
  save: true,
  submit: true,
  withdraw: true,
  abandon: true,
  confirm: true,
  decline: true,
  resend: true,
  request_correction: true,
  reject: true,
  pass: true,
  undo: true,
  send_to_bureau: true
}
const FACTS: Record<FactType, true> = {
  bureau_accepted: true,
  bureau_refused: true,
  sms_completed: true,
  sms_failed: true,
  sms_person_verified: true,
  bureau_returned: true,
  bureau_rejected_by_reviewer: true,
  bureau_approved: true,
  filing_registered: true,
  filing_found: true,
  authenticity_link_issued: true,
  authenticity_checked: true,
  material_changed: true
}
export const REQUEST_TYPES = Object.keys(REQUESTS) as RequestType[]
export const FACT_TYPES = Object.keys(FACTS) as FactType[]

export function isRequest (event: OrderEvent): event is OrderRequest {
  return event.type in REQUESTS
}

export function isFact (event: OrderEvent): event is OrderFact {
  return event.type in FACTS
}
