import { isFact, isRequest, type OrderEvent } from '../../../machines/order/order-events.ts'
import type { HistoryRow } from '../../orders/history/order-history.ts'

const ROLES: Record<string, string> = {
  applicant: '申请人 applicant', reviewer: '审核员 reviewer', bureau_operator: '上报员 operator', admin: '管理员 admin'
}

/** Who acted: a person by name, else the bureau, the clock, or Beian itself. */
export function sayWho ({ actor, role, event }: Pick<HistoryRow, 'actor' | 'role' | 'event'>): string {
  if (actor !== null) return `${actor} ${ROLES[role] ?? role}`
  const type = { type: event } as OrderEvent
  if (isFact(type)) return '管局 bureau'
  return isRequest(type) ? '系统 system' : '时钟 clock'
}
