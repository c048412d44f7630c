import { ORDER_STATES, type OrderState } from '../../../machines/order/order-states.ts'
import type { DomainError } from '../../../machines/order/order-errors.ts'
import type { Text } from '../../../machines/order/order-events.ts'
import type { ExplainedReason } from '../../../machines/order/refusal-reasons.ts'
import { explainOpenOrder, type OpenOrderDetails } from './explain-open-order.ts'
import type { RequestError } from './request-error.ts'
import type { ProblemCode } from './problem.ts'

/** The detail of a problem in Chinese; the English one is the message of the error itself. */
export function explainInChinese ({ code, details }: DomainError | RequestError): string {
  if (code === 'illegal_transition') return explainTransition(details as Refused)
  if (code === 'webhook_endpoint_state') return explainEndpointRefusal(details as EndpointRefusal)
  return code === 'open_order_exists' ? explainOpenOrder(details as OpenOrderDetails) : SENTENCES[code]
}

type Refused = { state: OrderState, reasons: ExplainedReason[] }

function explainTransition ({ state, reasons }: Refused): string {
  const why = reasons.map(({ message, field }) => field ? `${message.zh}（${field}）` : message.zh)
  return `订单处于“${ORDER_STATES[state].label.zh}”，不能执行该操作：${[...new Set(why)].join('；')}。`
}

type EndpointRefusal = { endpointReasons?: Array<{ message: Text }> }

function explainEndpointRefusal ({ endpointReasons = [] }: EndpointRefusal): string {
  return [...endpointReasons.map(({ message }) => message.zh), '端点当前状态不支持该操作'].join('。').concat('。')
}

const SENTENCES: Record<Exclude<ProblemCode, 'illegal_transition' | 'open_order_exists' | 'webhook_endpoint_state'>, string> = {
  request_invalid: '请求与接口文档不符，详见 errors。',
  body_malformed: '无法读取请求，请发送一个完整的 UTF-8 编码 JSON 文档。',
  content_invalid: '备案内容中有不可能正确的字段，详见 errors。',
  authentication_required: '请在 Authorization 请求头中提供 Bearer 访问令牌。',
  token_invalid: '访问令牌无效或已过期，请重新获取。',
  role_not_allowed: '当前角色不能调用该接口。',
  order_not_found: '没有这个订单。',
  review_task_not_found: '没有这个审核任务。',
  webhook_endpoint_not_found: '没有这个回调端点。',
  webhook_delivery_not_found: '没有这条投递记录。',
  failed_effect_not_found: '没有这个失败的任务，可能已在重试。',
  route_not_found: '没有这个接口，接口文档见 /docs。',
  test_clock_off: '测试时钟未开启，设置 TEST_CLOCK=1 后重启即可使用。',
  notification_not_found: '您的站内信中没有这条消息。',
  notification_template_not_found: '没有这个消息模板，全部模板见 GET /v1/notification-templates。',
  suppressed_address_not_found: '没有因这条消息而停发的地址，请见 GET /v1/suppressed-addresses。',
  message_not_found: '没有这条消息，请提供发送时所用的编号。',
  capture_off: '邮件和短信均已配置真实网关，不在此截留。',
  method_not_allowed: '该地址不支持此请求方法，可用方法见 Allow 响应头。',
  filing_conflict: '与已有备案冲突，原因和办法见 errors。',
  field_locked: '所列字段当前不可修改，原因见 errors。',
  review_task_claimed: '该审核任务已被领取或已关闭，请领取其他任务。',
  lease_lost: '须先领取审核任务：您未领取该任务，或领取已过期，请重新领取后再操作。',
  answer_erased: '该请求已执行，其答复已随订单内容永久删除，请读取订单查看当前状态。',
  webhook_delivery_erased: '该投递的内容已随订单内容永久删除，无法再次发送。',
  cursor_expired: '该游标之后的事件已超过保存期，请重新读取订单，再从头读取事件。',
  webhook_endpoint_limit: '回调端点数量已达上限，请先删除不再使用的端点。',
  version_mismatch: '读取之后已被修改，请重新读取。',
  body_too_large: '请求体不得超过 1 MiB。',
  media_type_unsupported: '请使用 application/json；PATCH 也可使用 application/merge-patch+json。',
  idempotency_key_reused: '该 Idempotency-Key 已用于另一请求，请更换。',
  precondition_required: '修改须提供 If-Match 请求头，其值为读取时得到的 ETag。',
  rate_limited: '请求过于频繁，请在 Retry-After 所示秒数后重试。',
  internal_error: '服务内部错误，已按请求编号记录。',
  order_busy: '订单变动过于频繁，请稍后重试。',
  work_unfinished: '时钟已拨动，但到期任务未能完成：请检查 worker 进程与队列是否正常，见 /readyz。',
  database_unavailable: '数据库暂无响应，请稍后重试。',
  identity_unavailable: '暂时无法获取身份服务的密钥，请稍后重试。'
}
