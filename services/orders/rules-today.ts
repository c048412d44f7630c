import type { OrderPolicy } from '../../machines/order/policy/order-policy.ts'
import { ORDER_TYPES, type OrderType } from '../../machines/order/order-types.ts'
import { typeCheckFinding } from '../../machines/order/type-check/type-check-findings.ts'
import { evaluateRules } from '../rules/evaluate.ts'
import type { OrderContent, TypeCheck } from '../rules/order-content.ts'
import { reject, warn, type RuleFinding } from '../rules/rule-finding.ts'

export type OrderForRules = {
  orderType: OrderType
  typeCheck: TypeCheck
  content: OrderContent
  /** The verified name of the account's owner; null where the access token does not tell it. */
  accountName: string | null
  policy: OrderPolicy
  erased?: true
}

/**
 * What stands against submitting an order at this moment: the rules of the country, then those that its provider has chosen.
 * Of one that was erased nothing is left that could be wrong.
 */
export function rulesToday (order: OrderForRules, at: string): RuleFinding[] {
  const { orderType, typeCheck, content } = order
  if (order.erased) return []
  return [
    ...evaluateRules({ orderType, typeCheck, content, now: new Date(at) }),
    ...filedByHand(order),
    ...accountName(order),
    ...dnsDuringAccessOrder(order),
    ...claimFromOtherAccount(order)
  ]
}

/** V.3.0 knows websites only; its later versions are not public, so nobody outside can build such a document. Source miit-v3. */
function filedByHand ({ orderType, typeCheck: { service } }: OrderForRules): RuleFinding[] {
  return ORDER_TYPES[orderType].bureau && service.kind !== 'website' ? [warn('service.kind', KIND_NOT_FILABLE)] : []
}

/** lifecycle 2.8: Tencent's account is the subject's own; the others do not ask. */
function accountName ({ policy, accountName, content: { subject = {} } }: OrderForRules): RuleFinding[] {
  if (!policy.accountNameMustMatch || subject.name === undefined) return []
  if (accountName === null) return [warn('subject.name', ACCOUNT_NAME_UNKNOWN)]
  return accountName === subject.name ? [] : [reject('subject.name', ACCOUNT_NAME_DIFFERS)]
}

/** lifecycle 2.8: whether DNS may point here while an access order runs is said differently; nobody is stopped, at most warned. */
function dnsDuringAccessOrder ({ policy, orderType }: OrderForRules): RuleFinding[] {
  return orderType === 'add_access' && policy.dnsDuringAccessOrder === 'warned' ? [warn('service.domains[0].name', DNS_TOO_EARLY)] : []
}

/** A claim is named only where another account here has the service: whoever reviews it is to know. lifecycle 4.2 */
function claimFromOtherAccount ({ orderType }: OrderForRules): RuleFinding[] {
  if (orderType !== 'claim') return []
  const { code, message, suggestion } = typeCheckFinding('CLAIM_FROM_OTHER_ACCOUNT', 'certificateNumber')
  return [warn('subject.certificate.number', { code, message, suggestion })]
}

const KIND_NOT_FILABLE = {
  code: 'SERVICE_KIND_NOT_FILABLE',
  message: {
    zh: '管局接口V.3.0没有APP、小程序、快应用的报备字段，本系统不能自动上报此类订单。',
    en: 'Interface V.3.0 of the bureau has no element for apps, mini programs and quick apps: this order is not uploaded.'
  },
  suggestion: {
    zh: '可正常填写、提交和审核；提交管局时由接入服务商通过管局支持的其他方式人工报备。',
    en: 'It can be drafted, submitted and reviewed as any other; the provider files it by hand when it is handed over to the bureau.'
  }
}

const ACCOUNT_NAME_DIFFERS = {
  code: 'ACCOUNT_NAME_MISMATCH',
  message: { zh: '主办单位名称与账号实名认证名称不一致。', en: 'The subject is not the verified owner of this account.' },
  suggestion: { zh: '请使用该主体实名认证的账号备案。', en: 'File from the account that is verified for this subject.' }
}

const ACCOUNT_NAME_UNKNOWN = {
  code: 'ACCOUNT_NAME_UNKNOWN',
  message: { zh: '账号实名认证名称未知，无法与主办单位名称比对。', en: 'The verified name of this account is not known, so it was not compared.' },
  suggestion: { zh: '请审核人员人工核对。', en: 'The reviewer compares it.' }
}

const DNS_TOO_EARLY = {
  code: 'DNS_AFTER_APPROVAL',
  message: { zh: '接入备案成功前将域名解析到本接入商，可能被阻断。', en: 'A domain that points here before the access is approved may be blocked.' },
  suggestion: { zh: '请在接入备案成功后再修改解析。', en: 'Change DNS after the order has succeeded.' }
}
