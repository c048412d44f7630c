import { DomainError, type DomainErrorCode } from '../../../machines/order/order-errors.ts'
import type { Text } from '../../../machines/order/order-events.ts'
import { chooseLanguage, type Language } from '../choose-language.ts'
import { databaseAway } from '../../platform/database-away.ts'
import { explainInChinese } from './explain-in-chinese.ts'
import { INVALID, RequestError, type FieldError, type RequestErrorCode } from './request-error.ts'
import { explainSchemaErrors, type SchemaError } from './explain-schema-errors.ts'
import { valueRefused } from './value-refused.ts'

export type ProblemCode = DomainErrorCode | RequestErrorCode

/** The only place that knows what a refusal is over HTTP. docs/problems.md has a heading for each. */
export const PROBLEMS = {
  request_invalid: { status: 400, title: { zh: '请求无效', en: 'Invalid request' } },
  body_malformed: { status: 400, title: { zh: '请求体无法解析', en: 'Malformed body' } },
  content_invalid: { status: 400, title: { zh: '备案内容无效', en: 'Invalid content' } },
  authentication_required: { status: 401, title: { zh: '需要身份凭证', en: 'Authentication required' } },
  token_invalid: { status: 401, title: { zh: '访问令牌无效', en: 'Invalid access token' } },
  role_not_allowed: { status: 403, title: { zh: '当前角色无权操作', en: 'Not allowed to this role' } },
  order_not_found: { status: 404, title: { zh: '订单不存在', en: 'Order not found' } },
  review_task_not_found: { status: 404, title: { zh: '审核任务不存在', en: 'Review task not found' } },
  webhook_endpoint_not_found: { status: 404, title: { zh: '回调端点不存在', en: 'Webhook endpoint not found' } },
  webhook_delivery_not_found: { status: 404, title: { zh: '投递记录不存在', en: 'Webhook delivery not found' } },
  failed_effect_not_found: { status: 404, title: { zh: '没有这个失败的任务', en: 'Failed effect not found' } },
  route_not_found: { status: 404, title: { zh: '接口不存在', en: 'No such endpoint' } },
  test_clock_off: { status: 404, title: { zh: '测试时钟未开启', en: 'The test clock is off' } },
  notification_not_found: { status: 404, title: { zh: '站内信不存在', en: 'Message not found' } },
  notification_template_not_found: { status: 404, title: { zh: '消息模板不存在', en: 'Template not found' } },
  suppressed_address_not_found: { status: 404, title: { zh: '没有被停发的地址', en: 'Suppressed address not found' } },
  message_not_found: { status: 404, title: { zh: '消息不存在', en: 'Message not found' } },
  capture_off: { status: 404, title: { zh: '未截留消息', en: 'Nothing is captured' } },
  method_not_allowed: { status: 405, title: { zh: '请求方法不支持', en: 'Method not allowed' } },
  illegal_transition: { status: 409, title: { zh: '订单当前不能执行该操作', en: 'The order does not accept this now' } },
  open_order_exists: { status: 409, title: { zh: '已有进行中的订单', en: 'An open order exists' } },
  filing_conflict: { status: 409, title: { zh: '与已有备案冲突', en: 'Conflict with what is filed' } },
  field_locked: { status: 409, title: { zh: '字段已锁定', en: 'Locked field' } },
  review_task_claimed: { status: 409, title: { zh: '审核任务已被领取', en: 'Review task claimed' } },
  lease_lost: { status: 409, title: { zh: '未持有审核任务', en: 'Lease lost' } },
  webhook_endpoint_limit: { status: 409, title: { zh: '回调端点数量已达上限', en: 'Too many webhook endpoints' } },
  webhook_endpoint_state: { status: 409, title: { zh: '回调端点当前不能执行该操作', en: 'The endpoint does not accept this now' } },
  answer_erased: { status: 410, title: { zh: '答复已删除', en: 'Answer erased' } },
  webhook_delivery_erased: { status: 410, title: { zh: '投递内容已删除', en: 'Delivery erased' } },
  cursor_expired: { status: 410, title: { zh: '游标已过期', en: 'Cursor expired' } },
  version_mismatch: { status: 412, title: { zh: '读取后已被修改', en: 'Changed since it was read' } },
  body_too_large: { status: 413, title: { zh: '请求体过大', en: 'Body too large' } },
  media_type_unsupported: { status: 415, title: { zh: '不支持的内容类型', en: 'Unsupported media type' } },
  idempotency_key_reused: { status: 422, title: { zh: '幂等键已用于其他请求', en: 'Idempotency key reused' } },
  precondition_required: { status: 428, title: { zh: '缺少 If-Match', en: 'If-Match required' } },
  rate_limited: { status: 429, title: { zh: '请求过于频繁', en: 'Too many requests' } },
  internal_error: { status: 500, title: { zh: '服务内部错误', en: 'Internal error' } },
  order_busy: { status: 503, title: { zh: '订单正忙', en: 'The order is busy' } },
  work_unfinished: { status: 503, title: { zh: '任务未完成', en: 'Work unfinished' } },
  database_unavailable: { status: 503, title: { zh: '数据库暂不可用', en: 'Database unavailable' } },
  identity_unavailable: { status: 503, title: { zh: '身份服务暂不可用', en: 'Identity provider unavailable' } }
} as const satisfies Record<ProblemCode, { status: number, title: Text }>

export type Problem = { status: number, headers: Record<string, string>, body: string }
type Asker = { acceptLanguage: string | undefined, requestId: string }

/** The answer to a refusal or a fault: RFC 9457, in the language of whoever asked. */
export function problemOf (error: unknown, { acceptLanguage, requestId }: Asker): Problem & { code: ProblemCode } {
  const refusal = refusalOf(error)
  const language = chooseLanguage(acceptLanguage)
  const { status, title } = PROBLEMS[refusal.code]
  const { errors, ...details } = refusal.details as { errors?: FieldError[] }
  const body = JSON.stringify({ // details first: they may not overwrite the standard members
    ...details,
    type: `/problems/${refusal.code}`,
    title: title[language],
    status,
    detail: language === 'zh' ? explainInChinese(refusal) : refusal.message,
    code: refusal.code,
    ...errors && { errors: errors.map((fault) => ({ ...fault, message: fault.message[language] })) },
    requestId
  })
  return { code: refusal.code, status, headers: { ...headersOf(refusal), ...wordsIn(language) }, body }
}

function wordsIn (language: Language): Record<string, string> {
  return {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': language
  }
}

function headersOf (refusal: DomainError | RequestError): Record<string, string> {
  if (refusal instanceof RequestError) return refusal.headers
  return refusal.code === 'order_busy' ? { 'retry-after': '1' } : {}
}

/** Every error as a refusal; what nobody foresaw as a fault without its words. */
function refusalOf (error: unknown): DomainError | RequestError {
  if (error instanceof DomainError || error instanceof RequestError) return error
  const { validation, validationContext, code, statusCode } = error as FastifyFault
  if (validation) {
    return new RequestError('request_invalid', INVALID, { errors: explainSchemaErrors(validation, validationContext ?? 'body') })
  }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new RequestError('body_too_large', 'A request body may have 1 MiB.')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new RequestError('media_type_unsupported', 'Send application/json, or application/merge-patch+json to PATCH.')
  }
  if (databaseAway(error)) {
    return new RequestError('database_unavailable', 'The database does not answer: try again soon.', { headers: { 'retry-after': '5' } })
  }
  if (valueRefused(error)) return new RequestError('request_invalid', 'A value of the request cannot be right: look for control characters and impossible dates.')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new RequestError('body_malformed', 'The request cannot be read: send one complete JSON document in UTF-8.')
  }
  return new RequestError('internal_error', 'Something went wrong on our side. It is logged under the request id.')
}

type FastifyFault = { validation?: SchemaError[], validationContext?: string, code?: string, statusCode?: number }
