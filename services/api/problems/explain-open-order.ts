import { ORDER_TYPES, type OrderType } from '../../../machines/order/order-types.ts'
import type { ClaimKind } from '../../orders/claims/order-claims.ts'

/** What `open_order_exists` says of the other order: its id and type only when it is of the same account. */
export type OpenOrderDetails = { claim: ClaimKind, domain?: string, orderId?: string, orderType?: OrderType }

/** The detail of `open_order_exists` in Chinese: what blocks, and the way out. */
export function explainOpenOrder ({ claim, domain, orderId, orderType }: OpenOrderDetails): string {
  return `${whatBlocks({ claim, domain, orderType })}${wayOut(claim, orderId !== undefined)}`
}

function whatBlocks ({ claim, domain, orderType }: OpenOrderDetails): string {
  switch (claim) {
    case 'certificate': return '此证件存在进行中的订单，'
    case 'coexistence': return orderType === undefined
      ? '该主体存在不能与本订单同时进行的订单，'
      : `该主体存在进行中的“${ORDER_TYPES[orderType].label.zh}”订单，不能与本订单同时进行，`
    case 'account': return orderType === undefined ? '本订单所涉账号一次只能进行一个订单，' : '您的账号下存在进行中的订单，同一账号一次只能进行一个订单，'
    case 'both_accounts': return orderType === undefined || !ORDER_TYPES[orderType].counterpartyConfirmation
      ? '涉及两个账号的订单要求双方账号均无其他进行中的订单，'
      : `您的账号与其他账号之间有进行中的“${ORDER_TYPES[orderType].label.zh}”订单，其间不能办理其他订单，`
    case 'domain': return `域名 ${domain} 存在进行中的订单，`
    case 'at_bureau': return '该主体有其他订单正在管局审核，管局一次只受理一个订单，'
  }
}

function wayOut (claim: ClaimKind, own: boolean): string {
  if (claim === 'at_bureau') return '请等待管局审核结束后再提交。'
  if (!own && (claim === 'account' || claim === 'both_accounts')) return '请由对方账号先完成或放弃其进行中的订单，再重试。'
  if (claim === 'both_accounts') return '请先完成该订单：如需您确认请先答复，您自己的订单也可放弃。'
  return own ? '请先完成或放弃该订单。' : '该订单属于其他账号：请在该账号下处理，或向接入商提供归属证明。'
}
