import { effectiveFlags } from './effective-flags.ts'
import { blocks, findingsAfterSubmit, isOpenField } from './open-findings.ts'
import type { OrderContext } from './order-context.ts'
import type { OpenFinding, OrderEvent, OrderRequest, Role } from './order-events.ts'
import type { RefusalCode, RefusalReason } from './refusal-reasons.ts'

/**
 * The guards of the statechart. Each answers with the reasons why not, so that one and the same function
 * guards a transition, words its refusal and tells a front end which buttons to show.
 */
type Condition<Event> = (context: OrderContext, event: Event) => RefusalReason[]

const met: RefusalReason[] = []
const unless = (ok: boolean, code: RefusalCode): RefusalReason[] => ok ? met : [{ code }]

export const conditionsOfRequests = {
  noOpenFinding: (context, event) => findingsAfterSubmit(context, event).filter(blocks).map(asReason),
  rulesHold: (_, event) => findingsOf(event).filter(blocks).map(asReason),
  hasFindings: (_, event) => unless(findingsOf(event).length > 0, 'findings_required'),
  mayReopen: ({ policy }) => unless(policy.validity.mayReopen, 'policy_forbids'),
  /** A number that came after the order had expired is in the register; sending the order again would file it twice. */
  notRegistered: ({ filing }) => unless(filing === null, 'already_registered'),
  onlyOpenFields: (context, event) => event.type !== 'save'
    ? met
    : event.changed.filter((field) => !isOpenField(context, field)).map((field) => ({ code: 'field_locked', field })),
  authenticityPassed: (context) => unless(
    !context.policy.authenticity.requiredToSubmit || !effectiveFlags(context).authenticityCheck || context.authenticityPassed === true,
    'authenticity_check_required'),

  mayWithdraw: (context) => unless(effectiveFlags(context).withdrawable, 'never_withdrawable'),
  mayWithdrawDuringReview: ({ policy }) => unless(policy.withdrawDuringReview, 'policy_forbids'),
  mayWithdrawAfterPassing: ({ policy }) => unless(policy.withdrawAfterPassing, 'policy_forbids'),
  mayWithdrawAfterFailedSubmission: ({ policy }) => unless(policy.withdrawAfterFailedSubmission, 'policy_forbids'),
  mayWithdrawRejected: ({ policy }) => unless(policy.withdrawRejected, 'policy_forbids'),
  saysWhyItWithdraws: ({ policy }, { reason }) => unless(!policy.withdrawalNeedsReason || reason !== undefined, 'reason_required'),
  mayAbandonDuringReview: (context) => unless(abandonable(context, 'abandonDuringReview'), 'policy_forbids'),
  mayAbandonAfterPassing: (context) => unless(abandonable(context, 'abandonAfterPassing'), 'policy_forbids'),
  mayAbandonAfterFailedSubmission: (context) => unless(abandonable(context, 'abandonAfterFailedSubmission'), 'policy_forbids'),

  byApplicant: (_, event) => askedBy(event, ['applicant', 'integrator']),
  byCounterparty: (_, event) => speaksForNobody(event) ? unless(false, 'account_required') : askedBy(event, ['counterparty']),
  byReviewer: (_, event) => askedBy(event, ['reviewer', 'admin']),
  byBureauOperator: (_, event) => askedBy(event, ['bureau_operator', 'admin']),
  byBureauOperatorOrPolicy: (_, event) => askedBy(event, ['bureau_operator', 'admin', 'system']),
  maySoftReturn: ({ policy }) => unless(policy.softReturn, 'policy_forbids'),
  mayObjectAfterPassing: ({ policy }) => unless(policy.objectAfterPassing, 'policy_forbids'),

  mayResend: ({ policy }, event) => policy.mayResend === 'nobody'
    ? unless(false, 'policy_forbids')
    : policy.mayResend === 'applicant' ? met : askedBy(event, STAFF),
  contentUnchanged: ({ contentHash, reviewedHash }) => unless(contentHash === reviewedHash, 'content_changed'),

  isSecondReviewer: ({ firstPassBy }, event) => unless(firstPassBy !== event.by.id, 'second_reviewer_required'),
  isDecidingReviewer: ({ decision }, event) => unless(decision?.by === event.by.id, 'not_the_deciding_reviewer'),
  undoWindowOpen: ({ decision, policy }, event) => unless(
    decision !== null && Date.parse(event.at) - Date.parse(decision.at) < policy.undoWindowMs, 'undo_window_over')
} satisfies Record<string, Condition<OrderRequest>>

/** Which of several transitions an event takes; never by itself a refusal. */
type Choice = (context: OrderContext, event: OrderEvent) => boolean

const isCurrent: Choice = ({ attempt }, event) => 'attempt' in event && event.attempt === attempt && attempt > 0

/** What follows from the order's type and policy alone: a diagram of one type leaves out what its type never does. */
export const choicesOfType = {
  isReviewed: (context) => effectiveFlags(context).initialReview,
  asksOwner: (context) => effectiveFlags(context).ownerConfirmation,
  asksCounterparty: (context) => effectiveFlags(context).counterpartyConfirmation,
  goesToBureau: (context) => effectiveFlags(context).bureau,
  asksForSms: (context) => effectiveFlags(context).smsPersons.length > 0,
  endsWithoutSms: (context) => effectiveFlags(context).cancellation && context.policy.cancellationEndsWithoutSms,
  filesAnew: (context) => effectiveFlags(context).filesAnew,
  contentIsDeleted: ({ policy }) => policy.validity.content === 'deleted'
} satisfies Record<string, (context: OrderContext) => boolean>

export const choices = {
  ...choicesOfType,
  awaitsFirstPass: ({ policy, firstPassBy }) => policy.fourEyes && firstPassBy === null,
  isCurrent,
  isCurrentAndUndecided: (context, event) => isCurrent(context, event) && !context.approved,
  isCurrentAndApproved: (context, event) => isCurrent(context, event) && context.approved,
  neverSent: ({ attempt }) => attempt === 0
} satisfies Record<string, Choice>

export type ConditionName = keyof typeof conditionsOfRequests
export type GuardName = ConditionName | keyof typeof choices

/** Does a guard, or the named part of one, hold? The machine's only way to ask. */
export function holds (name: GuardName, context: OrderContext, event: OrderEvent): boolean {
  if (isChoice(name)) return choices[name](context, event)
  return reasonsAgainst(name, context, event as OrderRequest).length === 0
}

/** Why a request is refused by this guard: empty when it is not, or when the guard only chooses. */
export function reasonsAgainst (name: GuardName, context: OrderContext, event: OrderRequest): RefusalReason[] {
  const condition: Condition<OrderRequest> | undefined = conditionsOfRequests[name as ConditionName]
  return condition?.(context, event) ?? met
}

export function isChoice (name: GuardName): name is keyof typeof choices {
  return name in choices
}

const STAFF: Role[] = ['reviewer', 'bureau_operator', 'admin', 'system']

/** A cancellation is never withdrawn, so whether it can still be stopped is a switch of its own. */
function abandonable (
  context: OrderContext, otherwise: 'abandonDuringReview' | 'abandonAfterPassing' | 'abandonAfterFailedSubmission'
): boolean {
  return effectiveFlags(context).cancellation ? context.policy.abandonCancellations : context.policy[otherwise]
}

function findingsOf (event: OrderRequest): OpenFinding[] {
  return 'findings' in event ? event.findings : []
}

function asReason ({ field, code }: OpenFinding): RefusalReason {
  return { code: 'finding_open', field, finding: code }
}

/** An integrator acts for every account, but an answer is one account's. */
function speaksForNobody ({ by }: OrderRequest): boolean {
  return by.role === 'integrator' && by.accountId === undefined
}

function askedBy ({ by }: OrderRequest, roles: Role[]): RefusalReason[] {
  return unless(roles.includes(by.role), 'role_not_allowed')
}
