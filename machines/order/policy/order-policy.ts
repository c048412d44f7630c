import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { ORDER_TYPES, type OrderType } from '../order-types.ts'
import { contradictionsIn } from './policy-contradictions.ts'

const days = () => Type.Number({ exclusiveMinimum: 0, maximum: 3650 })
const hours = () => Type.Number({ exclusiveMinimum: 0, maximum: 24 * 365 })
const workingDays = () => Type.Integer({ minimum: 1, maximum: 250 })
const provinces = () => Type.Array(Type.String(), { uniqueItems: true })
const byOrderType = <Value>(make: () => Value) =>
  Object.fromEntries(Object.keys(ORDER_TYPES).map((type) => [type, make()])) as Record<OrderType, Value>
const CANCELLATIONS = (Object.keys(ORDER_TYPES) as OrderType[]).filter((type) => ORDER_TYPES[type].cancellation)

/**
 * What a provider may choose, each switch with the conflict of lifecycle 2.8 that it decides. Pinned in each order at its
 * creation, so that replaying gives the same order.
 */
export const OrderPolicy = Type.Object({
  preset: Type.String(),
  serviceKinds: Type.Array(Type.Enum(['website', 'app', 'mini_program', 'quick_app']), { minItems: 1, uniqueItems: true }),

  /** Huawei, Alibaba, WeChat yes; Tencent: wait for the result. */
  withdrawDuringReview: Type.Boolean(),
  /** Huawei and Alibaba yes, Tencent and WeChat no. */
  withdrawAfterPassing: Type.Boolean(),
  withdrawAfterFailedSubmission: Type.Boolean(),
  /** Tencent: an order that the review rejected is taken back to edit all of it, and not only what was objected to. lifecycle 1.4, 3 */
  withdrawRejected: Type.Boolean(),
  /** Alibaba has the applicant choose one from a list; what is in the list no source tells, so any words will do. lifecycle 1.3 */
  withdrawalNeedsReason: Type.Boolean(),

  /** Abandonment without withdrawing first. */
  abandonDuringReview: Type.Boolean(),
  abandonAfterPassing: Type.Boolean(),
  abandonAfterFailedSubmission: Type.Boolean(),
  /** Cancellations are never withdrawn; may they be abandoned until the bureau has them? Huawei and Tencent yes, Alibaba no. */
  abandonCancellations: Type.Boolean(),
  /** Is the authorization code of an abandoned order free again? Tencent yes; for Alibaba one text says it is lost. */
  abandoningFreesCode: Type.Boolean(),

  /** May a reviewer ask for a correction, or only reject? */
  softReturn: Type.Boolean(),
  /** A returned order is open for editing only where something was objected to (Tencent's SaveAuditKeys). */
  onlyFindings: Type.Boolean(),
  /** May a bureau operator still object to an order that has passed? */
  objectAfterPassing: Type.Boolean(),

  /** Who may send an unchanged order again after an SMS return, without another review. lifecycle 2.5 */
  mayResend: Type.Enum(['applicant', 'staff', 'nobody']),
  /** Staff are reminded to resend when the applicant does nothing for so long; null is never. */
  resendReminderHours: Type.Union([hours(), Type.Null()]),

  validity: Type.Object({
    days: days(),
    /** Alibaba counts from creation and spares what has been at the bureau, Tencent from entering each step. */
    countedFrom: Type.Enum(['step', 'creation']),
    /** Days that are left to an order which comes back late, where creation counts (inferred: a review must not cost the order). */
    atLeastDays: days(),
    /** What happens to the content on expiry: Alibaba deletes it, Tencent keeps it. */
    content: Type.Enum(['kept', 'deleted']),
    mayReopen: Type.Boolean()
  }, { additionalProperties: false }),
  reminderDays: Type.Array(days(), { maxItems: 3 }),

  /** Huawei asks the applicant once more before a subject is cancelled, the others do not. */
  ownerConfirmation: Type.Object({ required: Type.Boolean(), windowDays: days() }, { additionalProperties: false }),
  counterpartyConfirmation: Type.Object({
    windowDays: days(),
    reminderDays: Type.Union([days(), Type.Null()])
  }, { additionalProperties: false }),
  /** Cancellations that go to the bureau without a review: Tencent's do. */
  skipInitialReview: Type.Array(Type.Enum(CANCELLATIONS), { uniqueItems: true }),
  /** Who verifies, where it differs from the table of order types: added services and cancellations do, by source. */
  smsPersons: Type.Object(byOrderType(() => Type.Optional(
    Type.Array(Type.Enum(['subject_principal', 'service_principal']), { uniqueItems: true })
  )), { additionalProperties: false }),
  sms: Type.Object({
    windowHours: hours(),
    /** Time for the bureau's return to reach us before the window counts as kept. */
    graceHours: Type.Number({ minimum: 0, maximum: 24 * 365 }),
    warningHours: Type.Array(hours(), { maxItems: 2 })
  }, { additionalProperties: false }),
  /** A cancellation that nobody verifies ends (WeChat), or comes back like every other order. lifecycle 6.3 */
  cancellationEndsWithoutSms: Type.Boolean(),

  authenticity: Type.Object({
    requiredToSubmit: Type.Boolean(),
    linkMinutes: Type.Number({ exclusiveMinimum: 0, maximum: 24 * 60 })
  }, { additionalProperties: false }),

  /** After how many working days somebody looks why nothing has happened. */
  watch: Type.Object({
    reviewDays: workingDays(),
    handOverDays: workingDays(),
    /** Handed over, and nothing heard: the channel is stopped or in doubt. No source names a time. */
    submissionDays: workingDays(),
    bureauDays: workingDays(),
    /** 1-20, 3-20, 7-20 and 20 days are written of; Zhejiang has 30. */
    bureauDaysOf: Type.Record(Type.String(), workingDays())
  }, { additionalProperties: false }),

  /** lifecycle 5.1: one at a time, or the only published matrix (China Telecom). */
  openOrders: Type.Enum(['one_per_subject', 'coexistence_matrix']),
  oneOpenOrderPerAccount: Type.Boolean(),
  /** Null is any number: one at the clouds, five at QingCloud. */
  subjectsPerAccount: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
  oneAccountPerSubject: Type.Boolean(),
  /** Tencent: the account's verified name is the subject's. Huawei: need not be. */
  accountNameMustMatch: Type.Boolean(),
  /** Provinces in which another company may take over a filing by a change order (other certificate number). */
  subjectReplacementProvinces: provinces(),
  /** Provinces in which an access order may change what is filed. */
  changesInAccessOrderProvinces: provinces(),
  /** Pointing DNS at the new provider before an access order has succeeded. */
  dnsDuringAccessOrder: Type.Enum(['warned', 'allowed']),

  fourEyes: Type.Boolean(),
  automaticHandOver: Type.Boolean(),
  /** How long the deciding reviewer may take a decision back; 0 is never. */
  undoWindowMs: Type.Number({ minimum: 0, maximum: 7 * 24 * 60 * 60 * 1000 })
}, { additionalProperties: false })
export type OrderPolicy = Static<typeof OrderPolicy>

/** @throws Error that lists every fault: a policy is configuration, and a wrong one must stop the start. */
export function checkOrderPolicy (candidate: unknown): OrderPolicy {
  const faults = Value.Check(OrderPolicy, candidate)
    ? contradictionsIn(candidate)
    : Value.Errors(OrderPolicy, candidate).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`)
  if (faults.length > 0) throw new Error(`the order policy is not valid: ${faults.join('; ')}`)
  return candidate as OrderPolicy
}
