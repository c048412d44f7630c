import type { Text } from './order-events.ts'

/** Every reason why an order refuses a request, in the words that people read. */
export const REFUSAL_REASONS = {
  not_in_this_state: { zh: '订单当前状态不支持该操作', en: 'The order is in a state that does not know this request' },
  finding_open: { zh: '存在未处理的问题，请先修改或说明', en: 'A finding is open: correct the field, or answer it with a reason' },
  policy_forbids: { zh: '接入商的规定不允许该操作', en: 'This provider does not offer it here' },
  content_changed: { zh: '内容与上次审核时不一致，须重新提交初审', en: 'The content differs from what was reviewed last: submit it for review' },
  role_not_allowed: { zh: '当前角色无权操作', en: 'Not for your role' },
  findings_required: { zh: '须至少填写一条意见', en: 'Name at least one finding' },
  second_reviewer_required: { zh: '须由另一名审核人员复审', en: 'A second reviewer has to pass it' },
  undo_window_over: { zh: '已超过可撤回审核结论的时间', en: 'The time to take the decision back is over' },
  not_the_deciding_reviewer: { zh: '只有作出结论的审核人员可以撤回', en: 'Only the reviewer who decided may take it back' },
  lease_required: { zh: '请先领取审核任务', en: 'Claim the review task first' },
  never_withdrawable: { zh: '该类型订单不可撤销，只能放弃', en: 'Orders of this type cannot be withdrawn, only abandoned' },
  account_required: { zh: '须指明代表哪个账号', en: 'Say for which account you speak' },
  reason_required: { zh: '须填写原因', en: 'Give a reason' },
  field_locked: { zh: '该字段当前不可修改', en: 'This field cannot be changed now' },
  already_registered: { zh: '管局已为该订单分配备案号，不能再次提交', en: 'The bureau has given this order its number: it is not sent again' },
  filing_on_record: {
    zh: '管局已为该订单登记备案，订单须作为备案记录保留；如需取消该备案，请办理注销',
    en: 'The bureau registered a filing for this order, which is its record and stays: to end the filing, place a cancellation'
  },
  effects_unfinished: { zh: '该订单引发的处理尚未完成，请稍后再试', en: 'What this order asked for is still being done: try again later' },
  authenticity_check_required: { zh: '服务负责人须先完成真实性核验', en: 'The service principal has to pass the authenticity check first' }
} as const satisfies Record<string, Text>

export type RefusalCode = keyof typeof REFUSAL_REASONS

/** Why a request is refused: a code for programs, with the field that it is about and the finding that stands against it. */
export type RefusalReason = { code: RefusalCode, field?: string | null, finding?: string }
export type ExplainedReason = RefusalReason & { message: Text }

export function explainReasons (reasons: RefusalReason[]): ExplainedReason[] {
  return reasons.map((reason) => ({ ...reason, message: REFUSAL_REASONS[reason.code] }))
}
