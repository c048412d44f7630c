import type { NotificationTemplate } from '../../../machines/order/order-effects.ts'
import type { Text } from '../../../machines/order/order-events.ts'

/** All that orders tell, and what is told of an order that has long ended. */
export type MessageTemplate = NotificationTemplate | 'service_claimed_away'

/** What a message says; `{account}` is the account that the order is of. */
export const NOTIFICATION_WORDS: Record<MessageTemplate, Text> = {
  order_submitted: { zh: '订单已提交', en: 'the order was submitted' },
  order_withdrawn: { zh: '申请人已撤销提交', en: 'the applicant withdrew the order' },
  order_abandoned: { zh: '订单已放弃', en: 'the order was abandoned' },
  order_correction_requested: { zh: '请按审核意见补充修改', en: 'please correct what the review asks for' },
  order_initial_rejected: { zh: '初审驳回，请查看意见', en: 'rejected at initial review: see the findings' },
  order_initial_passed: { zh: '初审已通过', en: 'the initial review was passed' },
  order_submitted_to_bureau: { zh: '订单已提交管局', en: 'the order was handed over to the bureau' },
  order_submission_failed: { zh: '管局接口拒收上报，请处理', en: 'the bureau interface refused the upload: please look into it' },
  order_sms_required: { zh: '请在时限内完成短信核验', en: 'please verify by SMS before the window ends' },
  order_sms_warning: { zh: '短信核验即将到期，请尽快完成', en: 'the SMS window is about to end: please verify' },
  order_sms_returned: { zh: '短信核验未完成，订单被退回', en: 'the order was returned: the SMS verification was not completed' },
  order_bureau_rejected: { zh: '管局驳回，请查看意见', en: 'rejected by the bureau: see the findings' },
  order_approved: { zh: '管局审核已通过', en: 'the bureau approved the order' },
  order_completed: { zh: '订单已完成', en: 'the order is completed' },
  order_idle: { zh: '订单长时间未处理，请及时完成', en: 'the order has waited for you for long: please complete it' },
  order_expired: { zh: '订单已失效', en: 'the order has expired' },
  order_invalid: { zh: '该主体或服务已有备案，订单无效', en: 'the subject or the service is filed already, so the order is void' },
  order_conflict: { zh: '管局结果与订单状态矛盾，请核查', en: 'what the bureau says contradicts the order: please look into it' },
  order_owner_confirmation: { zh: '请确认注销', en: 'please confirm the cancellation' },
  order_counterparty_confirmation: { zh: '账号 {account} 请您的账号接收，请同意或拒绝', en: 'account {account} asks yours to take over: please confirm or decline' },
  order_counterparty_reminder: { zh: '账号 {account} 仍在等待您的账号确认', en: 'account {account} still waits for the answer of yours' },
  order_confirmed: { zh: '对方账号已同意接收', en: 'the other account has agreed to take over' },
  order_declined: { zh: '确认方未同意，订单已退回', en: 'the confirmation was declined, and the order is a draft again' },
  order_counterparty_silent: { zh: '对方账号未在时限内确认，订单已退回', en: 'the other account did not answer in time, and the order is a draft again' },
  order_lapsed: { zh: '短信核验未完成，注销已终止', en: 'the SMS verification was not completed, which ends the cancellation' },
  order_authenticity_link_over: { zh: '真实性核验链接已失效', en: 'the link for the authenticity check has run out' },
  order_review_overdue: { zh: '初审超过预计时间', en: 'the initial review takes longer than planned' },
  order_hand_over_overdue: { zh: '提交管局超过预计时间', en: 'the hand-over to the bureau takes longer than planned' },
  order_submission_overdue: { zh: '上报管局超过预计时间', en: 'the upload to the bureau takes longer than planned' },
  order_bureau_overdue: { zh: '管局审核超过预计时间', en: "the bureau's review takes longer than planned" },
  order_resend_due: { zh: '短信核验退回后仍未重新提交', en: 'the order returned for want of SMS was not sent again yet' },
  service_claimed_away: {
    zh: '该订单备案的互联网信息服务经审核已由其他账号认领，不再属于您的账号；如有异议，请联系接入商',
    en: 'the service that it filed was claimed by another account, after a review, and is no longer in yours; if that is wrong, turn to the provider'
  }
}

/** To the other account, which no longer sees the order when it reads this: the words have to do without it. */
export const WORDS_FOR_COUNTERPARTY: Partial<Record<MessageTemplate, Text>> = {
  order_declined: {
    zh: '您的账号已拒绝接收账号 {account} 的备案，该订单不再展示',
    en: 'your account has declined to take over from account {account}; the order is no longer shown to you'
  },
  order_counterparty_silent: {
    zh: '您的账号未在时限内答复账号 {account}，该订单不再展示，无需处理',
    en: 'your account did not answer account {account} in time; there is nothing left to do, and the order is no longer shown to you'
  },
  order_abandoned: {
    zh: '账号 {account} 已放弃该订单，无需您的账号再确认',
    en: 'account {account} has abandoned the order; your answer is no longer needed'
  }
}
