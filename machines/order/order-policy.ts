import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'

/** What a provider may choose. Pinned in each order at its creation, so that replaying gives the same order. */
export const OrderPolicy = Type.Object({
  preset: Type.String(),
  /** Withdrawal once the initial review has passed. Conflict in lifecycle 2.8: Huawei and Alibaba yes, Tencent no. */
  withdrawAfterPassing: Type.Boolean(),
  withdrawAfterFailedSubmission: Type.Boolean(),
  /** Abandonment without withdrawing first. */
  abandonDuringReview: Type.Boolean(),
  abandonAfterPassing: Type.Boolean(),
  abandonAfterFailedSubmission: Type.Boolean(),
  /** May the applicant send an unchanged order again after an SMS return, or only staff? lifecycle 2.5 */
  applicantMayResend: Type.Boolean(),
  /** May a bureau operator still object to an order that has passed? */
  objectAfterPassing: Type.Boolean(),
  /** Days without progress on the applicant's side, counted from entering the step. */
  validity: Type.Object({ days: Type.Number({ exclusiveMinimum: 0 }), mayReopen: Type.Boolean() }),
  reminderDays: Type.Array(Type.Number({ exclusiveMinimum: 0 }), { maxItems: 3 }),
  sms: Type.Object({
    windowHours: Type.Number({ exclusiveMinimum: 0 }),
    /** Time for the bureau's return to reach us before the window counts as kept. */
    graceHours: Type.Number({ minimum: 0 }),
    warningHours: Type.Array(Type.Number({ exclusiveMinimum: 0 }), { maxItems: 2 })
  }),
  fourEyes: Type.Boolean(),
  automaticHandOver: Type.Boolean(),
  /** How long the deciding reviewer may take a decision back; 0 is never. */
  undoWindowMs: Type.Number({ minimum: 0 })
}, { additionalProperties: false })
export type OrderPolicy = Static<typeof OrderPolicy>

/** Huawei Cloud's documents, and where they are silent the defaults of lifecycle 2.8 and 2.9. */
const huawei: OrderPolicy = {
  preset: 'huawei',
  withdrawAfterPassing: true,
  withdrawAfterFailedSubmission: true,
  abandonDuringReview: false,
  abandonAfterPassing: false,
  abandonAfterFailedSubmission: false,
  applicantMayResend: false,
  objectAfterPassing: true,
  validity: { days: 45, mayReopen: true },
  reminderDays: [7, 15, 30],
  sms: { windowHours: 24, graceHours: 2, warningHours: [6, 20] },
  fourEyes: false,
  automaticHandOver: false,
  undoWindowMs: 0
}

export const POLICY_PRESETS = { huawei } as const

/** @throws Error that lists every fault: a policy is configuration, and a wrong one must stop the start. */
export function checkOrderPolicy (candidate: unknown): OrderPolicy {
  if (Value.Check(OrderPolicy, candidate)) return candidate
  const faults = Value.Errors(OrderPolicy, candidate).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`)
  throw new Error(`the order policy is not valid: ${faults.join('; ')}`)
}
