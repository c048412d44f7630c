import type { FactType, RequestType, Role, Text } from '../../../machines/order/order-events.ts'
import type { OrderState } from '../../../machines/order/order-states.ts'

/** A step as it was recorded: what is needed to put it into a sentence. */
export type Step = {
  /** A request, a fact, the name of a timer, or `create`. */
  event: string
  role: string
  from: OrderState | null
  to: OrderState
  ignored: boolean
  /** What some facts say besides their name. */
  told?: { code?: string, passed?: boolean, person?: string }
}

type Words = Text | ((step: Step) => Text)

export const ROLE_WORDS: Record<Role, Text> = {
  applicant: { zh: '申请人', en: 'The applicant' },
  counterparty: { zh: '对方账号', en: 'The other account' },
  reviewer: { zh: '审核人员', en: 'A reviewer' },
  bureau_operator: { zh: '上报人员', en: 'A bureau operator' },
  admin: { zh: '管理员', en: 'An administrator' },
  integrator: { zh: '集成系统', en: 'An integrator' },
  system: { zh: '系统', en: 'The system' }
}

/** What somebody did: follows the words for who. */
export const REQUEST_WORDS: Record<RequestType | 'create', Words> = {
  create: { zh: '创建了订单', en: 'placed the order' },
  save: { zh: '保存了修改', en: 'saved changes' },
  submit: { zh: '提交了订单', en: 'submitted the order' },
  withdraw: { zh: '撤销了提交', en: 'withdrew the order' },
  abandon: { zh: '放弃了订单', en: 'abandoned the order' },
  confirm: ({ from }) => CONFIRMED[String(from)] ?? { zh: '作出了确认', en: 'confirmed' },
  decline: ({ from }) => DECLINED[String(from)] ?? { zh: '未予确认', en: 'declined' },
  resend: { zh: '原样重新提交管局', en: 'sent the order to the bureau again, unchanged' },
  request_correction: { zh: '要求补充修改', en: 'asked for a correction' },
  reject: { zh: '驳回了订单', en: 'rejected the order' },
  pass: ({ from, to }) => from === to
    ? { zh: '初审通过，尚需另一名审核人员复审', en: 'passed the initial review, and a second reviewer has to pass it too' }
    : { zh: '初审通过', en: 'passed the initial review' },
  undo: { zh: '撤回了审核结论', en: 'took the decision back' },
  send_to_bureau: ({ to }) => to === 'correction_requested'
    ? { zh: '提交管局时发现不再符合规则', en: 'wanted to send the order to the bureau, but it no longer meets the rules' }
    : { zh: '将订单提交管局', en: 'sent the order to the bureau' }
}

const CONFIRMED: Partial<Record<string, Text>> = {
  sms_verification: { zh: '确认短信已全部核验', en: 'confirmed that everybody has verified by SMS' },
  owner_confirmation: { zh: '确认了注销', en: 'confirmed the cancellation' },
  counterparty_confirmation: { zh: '同意接收', en: 'agreed to take over' }
}

const DECLINED: Partial<Record<string, Text>> = {
  owner_confirmation: { zh: '取消了注销', en: 'decided against the cancellation' },
  counterparty_confirmation: { zh: '拒绝接收', en: 'declined to take over' }
}

/** What has happened: sentences of their own. */
export const FACT_WORDS: Record<FactType, Words> = {
  bureau_accepted: { zh: '管局接口已接收上报', en: 'The bureau accepted the upload' },
  bureau_refused: ({ told }) => ({
    zh: `管局接口拒收上报${told?.code ? `（代码 ${told.code}）` : ''}`,
    en: `The bureau's interface refused the upload${told?.code ? ` (code ${told.code})` : ''}`
  }),
  sms_completed: { zh: '短信核验全部完成', en: 'Everybody has verified by SMS' },
  sms_failed: { zh: '短信核验未通过', en: 'The SMS verification failed' },
  sms_person_verified: ({ told }) => PERSON_VERIFIED[told?.person ?? ''] ?? { zh: '一名负责人完成了短信核验', en: 'One of the principals verified by SMS' },
  bureau_returned: { zh: '管局系统校验退回', en: 'The machine check of the bureau returned the order' },
  bureau_rejected_by_reviewer: { zh: '管局审核不通过', en: 'A reviewer of the bureau rejected the order' },
  bureau_approved: { zh: '管局审核通过', en: 'The bureau approved the order' },
  filing_registered: { zh: '管局已登记结果', en: 'The bureau registered the result' },
  filing_found: { zh: '查明该主体或域名已有备案', en: 'The subject or the domain turned out to be filed already' },
  authenticity_link_issued: { zh: '真实性核验链接已发出', en: 'A link for the authenticity check was sent' },
  authenticity_checked: ({ told }) => told?.passed
    ? { zh: '真实性核验通过', en: 'The authenticity check was passed' }
    : { zh: '真实性核验未通过', en: 'The authenticity check was not passed' },
  material_changed: { zh: '材料有变动', en: 'A material changed' }
}

const PERSON_VERIFIED: Partial<Record<string, Text>> = {
  subject_principal: { zh: '主体负责人完成了短信核验', en: 'The principal of the subject verified by SMS' },
  service_principal: { zh: '服务负责人完成了短信核验', en: 'The principal of the service verified by SMS' }
}

/** Deadlines, without the number that tells the first reminder from the second. */
export const TIMER_WORDS: Partial<Record<string, Words>> = {
  reminder: { zh: '订单长时间未操作，已提醒申请人', en: 'Nothing has happened for long: the applicant was reminded' },
  expiry: { zh: '订单超过有效期', en: 'The time that an order may wait is over' },
  hand_over: { zh: '可撤回时间已过，按策略自动提交管局', en: 'The time to take the decision back is over: the policy hands the order over' },
  sms_warning: { zh: '短信核验即将到期，已提醒', en: 'The SMS window is running out: the owners were warned' },
  sms_window: ({ to }) => to === 'bureau_review'
    ? { zh: '短信核验时间已过，未收到退回，视为已核验', en: 'The SMS window ended without a return, so everybody counts as verified' }
    : { zh: '短信核验时间已过', en: 'The SMS window ended' },
  resend_due: { zh: '短信核验退回后无人处理，已提醒工作人员重新提交', en: 'Nobody acted on the SMS return: staff were reminded to send the order again' },
  owner_window: { zh: '主体确认时间已过', en: 'The time for the owner to confirm is over' },
  counterparty_reminder: { zh: '对方尚未确认，已提醒', en: 'The other account has not answered yet and was reminded' },
  counterparty_window: { zh: '对方确认时间已过', en: 'The time for the other account to confirm is over' },
  authenticity_link: { zh: '真实性核验链接已失效', en: 'The link for the authenticity check ran out' },
  review_watch: { zh: '初审超过预计时间', en: 'The initial review takes longer than planned' },
  hand_over_watch: { zh: '提交管局超过预计时间', en: 'The hand-over to the bureau takes longer than planned' },
  submission_watch: { zh: '已交管局通道，超过预计时间仍未送达', en: 'The bureau has still not taken what was handed over' },
  bureau_watch: { zh: '管局审核超过预计时间', en: "The bureau's review takes longer than planned" }
}
