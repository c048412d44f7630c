import { effectiveFlags } from '../effective-flags.ts'
import { choicesOfType, conditionsOfRequests, type GuardName } from '../order-conditions.ts'
import type { OrderContext } from '../order-context.ts'

/** Conditions that ask nothing but the type and the policy. */
const OF_POLICY = [
  'mayReopen', 'mayWithdraw', 'mayWithdrawDuringReview', 'mayWithdrawAfterPassing', 'mayWithdrawAfterFailedSubmission',
  'mayWithdrawRejected', 'mayAbandonDuringReview', 'mayAbandonAfterPassing', 'mayAbandonAfterFailedSubmission', 'maySoftReturn', 'mayObjectAfterPassing'
] as const

type Answer = (context: OrderContext) => boolean | undefined

const maybe = undefined
const atTheBureau: Answer = (context) => effectiveFlags(context).bureau ? maybe : false

/** Conditions that ask for more, and yet have one answer under some policies or for some types. */
const AT_TIMES: Partial<Record<GuardName, Answer>> = {
  saysWhyItWithdraws: ({ policy }) => policy.withdrawalNeedsReason ? maybe : true,
  authenticityPassed: (context) => context.policy.authenticity.requiredToSubmit && effectiveFlags(context).authenticityCheck ? maybe : true,
  mayResend: ({ policy }) => policy.mayResend === 'staff' ? maybe : policy.mayResend === 'applicant',
  awaitsFirstPass: ({ policy }) => policy.fourEyes ? maybe : false,
  isSecondReviewer: ({ policy }) => policy.fourEyes ? maybe : true,
  undoWindowOpen: ({ policy }) => policy.undoWindowMs > 0 ? maybe : false,
  isCurrent: atTheBureau,
  isCurrentAndUndecided: atTheBureau,
  neverSent: (context) => context.attempt > 0 ? false : effectiveFlags(context).bureau ? maybe : true
}

const KNOWN: Partial<Record<GuardName, Answer>> = {
  ...choicesOfType,
  ...Object.fromEntries(OF_POLICY.map((name): [GuardName, Answer] =>
    [name, (context) => conditionsOfRequests[name](context).length === 0])),
  ...AT_TIMES
}

/** What type, policy and attempt alone answer to a guard; undefined where it depends on the order or on who asks. */
export function drawMachineGuard (name: GuardName, context: OrderContext): boolean | undefined {
  return KNOWN[name]?.(context)
}
