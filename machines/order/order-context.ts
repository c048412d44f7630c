import type { Filing, OpenFinding } from './order-events.ts'
import type { OrderPolicy } from './policy/order-policy.ts'
import type { OrderType } from './order-types.ts'

/** What the guards need to know, and nothing else: never the content of the order, never a name or a number. */
export type OrderContext = {
  orderType: OrderType
  /** Bureaus differ in the time they take. */
  province: string
  createdAt: string
  policy: OrderPolicy
  /** Hand-overs to the bureau so far. */
  attempt: number
  /** Initial reviews so far. */
  round: number
  /** The review that runs follows a soft return. */
  resubmitted: boolean
  contentHash: string
  /** The content that passed the last initial review, or was submitted where there is none. */
  reviewedHash: string | null
  findings: OpenFinding[]
  /** Fields that the last return objected to; null where it left all of them open. */
  returnedFields: string[] | null
  /** The last face check of the service's principal; null before one, or since the person changed. */
  authenticityPassed: boolean | null
  confirmations: { owner: boolean, counterparty: boolean }
  /** The first of two passes under four-eyes. */
  firstPassBy: string | null
  decision: { by: string, at: string } | null
  smsVerified: string[]
  /** Nobody told us that the SMS were confirmed: the window ended without a return. */
  smsAssumed: boolean
  /** The bureau has approved the current attempt; the number is awaited. */
  approved: boolean
  filing: Filing | null
}

export type OrderBirth = Pick<OrderContext, 'orderType' | 'province' | 'createdAt' | 'policy' | 'contentHash' | 'findings'>

/** What the first history row keeps, so that a replay can begin. */
export function birthOf ({ orderType, province, createdAt, policy, contentHash, findings }: OrderBirth): OrderBirth {
  return { orderType, province, createdAt, policy, contentHash, findings }
}

export function contextAtBirth (birth: OrderBirth): OrderContext {
  return {
    ...birth,
    attempt: 0,
    round: 0,
    resubmitted: false,
    reviewedHash: null,
    returnedFields: null,
    authenticityPassed: null,
    confirmations: { owner: false, counterparty: false },
    firstPassBy: null,
    decision: null,
    smsVerified: [],
    smsAssumed: false,
    approved: false,
    filing: null
  }
}
