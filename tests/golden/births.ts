import type { OrderBirth } from '../../machines/order/order-context.ts'
import type { OrderPolicy } from '../../machines/order/policy/order-policy.ts'
import type { OrderType } from '../../machines/order/order-types.ts'
import { POLICY_PRESETS } from '../../machines/order/policy/policy-presets.ts'
import type { Birthplace } from './compose-golden.ts'
import { MAIN_WAY, SCENARIOS } from './scenarios.ts'
import { BORN_AT } from './walk-order.ts'

const { huawei, alibaba, tencent, wechat } = POLICY_PRESETS

/** Every switch of the order's life that no preset has. */
const strict: OrderPolicy = {
  ...huawei,
  preset: 'strict',
  withdrawAfterPassing: false,
  withdrawAfterFailedSubmission: false,
  abandonDuringReview: true,
  abandonAfterPassing: true,
  abandonAfterFailedSubmission: true,
  abandonCancellations: false,
  onlyFindings: true,
  objectAfterPassing: false,
  mayResend: 'nobody',
  validity: { days: 10, countedFrom: 'creation', atLeastDays: 2, content: 'deleted', mayReopen: false },
  reminderDays: [3],
  sms: { windowHours: 48, graceHours: 0, warningHours: [12] },
  authenticity: { requiredToSubmit: true, linkMinutes: 5 },
  watch: { reviewDays: 5, handOverDays: 6, submissionDays: 8, bureauDays: 7, bureauDaysOf: { guangdong: 9 } },
  fourEyes: true,
  automaticHandOver: true,
  undoWindowMs: 600_000
}
/** The same where the face need not be shown, so that its orders get on. */
const fourEyes: OrderPolicy = { ...strict, preset: 'fourEyes', authenticity: huawei.authenticity }

const OTHER_TYPES: OrderType[] = ['change_access', 'cancel_subject', 'claim', 'transfer', 'migrate_service']

/** Whose lives the golden orders are: of the most usual kind all scenarios, of the others what they differ in. */
export const BIRTHS: Birthplace[] = [
  ...[huawei, fourEyes].map((policy) => born(policy, 'first_filing', Object.keys(SCENARIOS))),
  ...[alibaba, tencent, wechat, strict].map((policy) => born(policy, 'first_filing', MAIN_WAY)),
  ...OTHER_TYPES.map((type) => born(huawei, type, MAIN_WAY)),
  ...[tencent, wechat].map((policy) => born(policy, 'cancel_subject', MAIN_WAY))
]

function born (policy: OrderPolicy, orderType: OrderType, scenarios: string[]): Birthplace {
  const birth: OrderBirth = { orderType, province: 'guangdong', createdAt: BORN_AT, policy, contentHash: 'content-1', findings: [] }
  return { policy: policy.preset, birth, scenarios }
}
