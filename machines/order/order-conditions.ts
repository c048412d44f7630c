import type { OrderContext } from './order-context.ts'
import type { RefusalReason } from './order-errors.ts'
import type { OpenFinding, OrderEvent, OrderRequest, Role } from './order-events.ts'
import { ORDER_TYPES, type OrderTypeFlags } from './order-types.ts'

/**
 * The guards of the statechart. Each answers with the reasons why not, so that one and the same function
 * guards a transition, words its refusal and tells a front end which buttons to show.
 */
type Condition<Event> = (context: OrderContext, event: Event) => RefusalReason[]

const met: RefusalReason[] = []
const unless = (ok: boolean, code: RefusalReason['code']): RefusalReason[] => ok ? met : [{ code }]

export const conditionsOfRequests = {
  noOpenFinding: (context, event) => findingsAfterSubmit(context, event).filter(blocks).map(asReason),
  rulesHold: (_, event) => findingsOf(event).filter(blocks).map(asReason),
  hasFindings: (_, event) => unless(findingsOf(event).length > 0, 'findings_required'),
  mayReopen: ({ policy }) => unless(policy.validity.mayReopen, 'policy_forbids'),

  mayWithdraw: (context) => unless(flagsOf(context).withdrawable, 'never_withdrawable'),
  mayWithdrawAfterPassing: ({ policy }) => unless(policy.withdrawAfterPassing, 'policy_forbids'),
  mayWithdrawAfterFailedSubmission: ({ policy }) => unless(policy.withdrawAfterFailedSubmission, 'policy_forbids'),
  mayAbandonDuringReview: ({ policy }) => unless(policy.abandonDuringReview, 'policy_forbids'),
  mayAbandonAfterPassing: ({ policy }) => unless(policy.abandonAfterPassing, 'policy_forbids'),
  mayAbandonAfterFailedSubmission: ({ policy }) => unless(policy.abandonAfterFailedSubmission, 'policy_forbids'),

  byReviewer: (_, event) => askedBy(event, ['reviewer', 'admin']),
  byBureauOperator: (_, event) => askedBy(event, ['bureau_operator', 'admin']),
  byBureauOperatorOrPolicy: (_, event) => askedBy(event, ['bureau_operator', 'admin', 'system']),
  mayObjectAfterPassing: ({ policy }) => unless(policy.objectAfterPassing, 'policy_forbids'),

  mayResend: ({ policy }, event) =>
    policy.applicantMayResend ? met : askedBy(event, ['reviewer', 'bureau_operator', 'admin', 'system']),
  contentUnchanged: ({ contentHash, reviewedHash }) => unless(contentHash === reviewedHash, 'content_changed'),

  isSecondReviewer: ({ firstPassBy }, event) => unless(firstPassBy !== event.by.id, 'second_reviewer_required'),
  isDecidingReviewer: ({ decision }, event) => unless(decision?.by === event.by.id, 'not_the_deciding_reviewer'),
  undoWindowOpen: ({ decision, policy }, event) => unless(
    decision !== null && Date.parse(event.at) - Date.parse(decision.at) < policy.undoWindowMs, 'undo_window_over')
} satisfies Record<string, Condition<OrderRequest>>

/** Which of several transitions an event takes; never by itself a refusal. */
type Choice = (context: OrderContext, event: OrderEvent) => boolean

const isCurrent: Choice = ({ attempt }, event) => 'attempt' in event && event.attempt === attempt && attempt > 0

export const choices = {
  awaitsFirstPass: ({ policy, firstPassBy }) => policy.fourEyes && firstPassBy === null,
  asksForSms: (context) => flagsOf(context).smsPersons.length > 0,
  isCurrent,
  isCurrentAndUndecided: (context, event) => isCurrent(context, event) && !context.approved,
  neverSent: ({ attempt }) => attempt === 0
} satisfies Record<string, Choice>

export type ConditionName = keyof typeof conditionsOfRequests
export type GuardName = ConditionName | keyof typeof choices

/** Does a guard, or the named part of one, hold? The machine's only way to ask. */
export function holds (name: GuardName, context: OrderContext, event: OrderEvent): boolean {
  if (name in choices) return choices[name as keyof typeof choices](context, event)
  return reasonsAgainst(name, context, event as OrderRequest).length === 0
}

/** Why a request is refused by this guard: empty when it is not, or when the guard only chooses. */
export function reasonsAgainst (name: GuardName, context: OrderContext, event: OrderRequest): RefusalReason[] {
  const condition: Condition<OrderRequest> | undefined = conditionsOfRequests[name as ConditionName]
  return condition?.(context, event) ?? met
}

/** The rules as they stand now, and what a person or the bureau objected to unless a reason answers it. */
export function findingsAfterSubmit (context: OrderContext, event: OrderRequest): OpenFinding[] {
  const objections = event.reason ? [] : context.findings.filter(({ stage }) => stage !== 'rules')
  return [...findingsOf(event), ...objections]
}

/** A person's finding closes when its field, or something inside it, changes. */
export function findingsAfterSave (context: OrderContext, changed: string[], findings: OpenFinding[]): OpenFinding[] {
  const stands = ({ stage, field }: OpenFinding) =>
    stage !== 'rules' && !(field !== null && changed.some((path) => isSameOrInside(path, field) || isSameOrInside(field, path)))
  return [...findings, ...context.findings.filter(stands)]
}

export function blocks ({ severity }: OpenFinding): boolean {
  return severity === 'reject'
}

export function flagsOf ({ orderType }: OrderContext): OrderTypeFlags {
  return ORDER_TYPES[orderType]
}

function findingsOf (event: OrderRequest): OpenFinding[] {
  return 'findings' in event ? event.findings : []
}

function asReason ({ field, code }: OpenFinding): RefusalReason {
  return { code: 'finding_open', field, finding: code }
}

function askedBy ({ by }: OrderRequest, roles: Role[]): RefusalReason[] {
  return unless(roles.includes(by.role), 'role_not_allowed')
}

function isSameOrInside (path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`)
}
