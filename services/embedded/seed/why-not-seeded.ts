import { effectiveFlags } from '../../../machines/order/effective-flags.ts'
import type { OrderPolicy } from '../../../machines/order/policy/order-policy.ts'
import type { SeedKind } from './seed-orders.ts'

/** Why an order of this policy cannot be brought there through the API and the simulated bureau; null when it can. */
export function whyNotSeeded (kind: SeedKind, policy: OrderPolicy): string | null {
  const { smsPersons, authenticityCheck } = effectiveFlags({ orderType: 'first_filing', policy })
  const reasons: Array<[kinds: SeedKind[], isSo: boolean, why: string]> = [
    [['correction_requested', 'resubmitted_review'], !policy.softReturn, 'reviewers of this policy only reject'],
    [['owner_confirmation'], !policy.ownerConfirmation.required, 'this policy does not ask the owner'],
    [['bureau_queue'], policy.automaticHandOver, 'this policy hands orders over by itself'],
    [['sms_verification', 'sms_returned'], smsPersons.length === 0, 'this policy asks nobody for an SMS'],
    [OF_BUREAU, !policy.serviceKinds.includes('website'), 'the interface of the bureau has no element but for websites'],
    [SUBMITTED, authenticityCheck && policy.authenticity.requiredToSubmit, 'the face check that this policy requires cannot be made here yet']
  ]
  return reasons.find(([kinds, isSo]) => isSo && kinds.includes(kind))?.[2] ?? null
}

/** What comes after the bureau has taken an order; and a transfer is of something that it has registered. */
const OF_BUREAU: SeedKind[] = [
  'sms_verification', 'bureau_review', 'sms_returned', 'bureau_rejected', 'completed', 'moving', 'moving_refused', 'counterparty_confirmation'
]

const SUBMITTED: SeedKind[] = [
  ...OF_BUREAU, 'initial_review', 'resubmitted_review', 'correction_requested', 'initial_rejected', 'bureau_queue', 'bureau_submitting',
  'bureau_submission_failed'
]
