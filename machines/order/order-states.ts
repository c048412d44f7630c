import { ORDER_TYPES, type OrderType } from './order-types.ts'

/** The states as people see them, and whose turn it is. Source: DESIGN.md 2.1. */

export type Turn = 'applicant' | 'counterparty' | 'staff' | 'system' | 'owners' | 'bureau' | 'nobody'

export const ORDER_STATES = {
  draft: { label: { zh: '待完善备案信息', en: 'Draft' }, turn: 'applicant', open: true },
  initial_review: { label: { zh: '等待初审', en: 'Waiting for initial review' }, turn: 'staff', open: true },
  correction_requested: { label: { zh: '待修改', en: 'Correction requested' }, turn: 'applicant', open: true },
  initial_rejected: { label: { zh: '初审驳回', en: 'Rejected at initial review' }, turn: 'applicant', open: true },
  owner_confirmation: { label: { zh: '待主体确认', en: 'Waiting for the owner to confirm' }, turn: 'applicant', open: true },
  counterparty_confirmation: { label: { zh: '待对方确认', en: 'Waiting for the other account' }, turn: 'counterparty', open: true },
  bureau_queue: { label: { zh: '待提交管局', en: 'Waiting to be sent to the bureau' }, turn: 'staff', open: true },
  bureau_submitting: { label: { zh: '提交管局中', en: 'Being sent to the bureau' }, turn: 'system', open: true },
  bureau_submission_failed: { label: { zh: '上报失败', en: 'Refused by the bureau interface' }, turn: 'staff', open: true },
  sms_verification: { label: { zh: '待短信核验', en: 'Waiting for SMS verification' }, turn: 'owners', open: true },
  bureau_review: { label: { zh: '管局审核中', en: 'Under bureau review' }, turn: 'bureau', open: true },
  sms_returned: { label: { zh: '短信核验退回', en: 'Returned: SMS not verified' }, turn: 'applicant', open: true },
  bureau_rejected: { label: { zh: '管局驳回', en: 'Rejected by the bureau' }, turn: 'applicant', open: true },
  completed: { label: { zh: '已备案', en: 'Completed' }, turn: 'nobody', open: false },
  abandoned: { label: { zh: '已放弃', en: 'Abandoned' }, turn: 'nobody', open: false },
  expired: { label: { zh: '已失效', en: 'Expired' }, turn: 'applicant', open: false },
  invalid: { label: { zh: '无效订单', en: 'Invalid' }, turn: 'nobody', open: false }
} as const satisfies Record<string, { label: { zh: string, en: string }, turn: Turn, open: boolean }>

export type OrderState = keyof typeof ORDER_STATES

const RESUBMITTED = { zh: '已修改待审核', en: 'Corrected, waiting for initial review' }

export function isOpen (state: OrderState): boolean {
  return ORDER_STATES[state].open
}

export function labelOf (
  state: OrderState, { resubmitted, orderType }: { resubmitted: boolean, orderType: OrderType }
): { zh: string, en: string } {
  if (state === 'initial_review' && resubmitted) return RESUBMITTED
  return state === 'completed' ? ORDER_TYPES[orderType].completedLabel : ORDER_STATES[state].label
}
