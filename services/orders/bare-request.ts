import { rulesOnly } from '../../machines/order/open-findings.ts'
import type { Actor, OrderRequest, RequestType } from '../../machines/order/order-events.ts'
import type { StoredOrder } from './stored-order.ts'

/** The request as it would come, with the findings of this version, but without what only its sender can bring. */
export function bareRequest ({ context, erased }: StoredOrder, type: RequestType, by: Actor, at: string): OrderRequest {
  const rules = erased ? [] : rulesOnly(context.findings)
  if (type === 'save') return { type, at, by, contentHash: context.contentHash, changed: [], findings: rules }
  if (type === 'reject' || type === 'request_correction') return { type, at, by, findings: [] }
  if (type === 'submit' || type === 'resend' || type === 'send_to_bureau') return { type, at, by, findings: rules }
  return { type, at, by }
}
