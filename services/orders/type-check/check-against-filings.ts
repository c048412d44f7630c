import { decide, reasonsToRefuse } from '../../../machines/order/decide.ts'
import { effectiveFlags } from '../../../machines/order/effective-flags.ts'
import { DomainError } from '../../../machines/order/order-errors.ts'
import { isRequest, type Finding, type OrderFact, type OrderRequest } from '../../../machines/order/order-events.ts'
import { codesOf, type AskingChangeMaker, type ChangeMaker, type OrderChange } from '../order-change.ts'
import type { OrdersDeps } from '../orders-deps.ts'
import { eventFor } from '../role-for-order.ts'
import { openedFields } from '../opened-fields.ts'
import type { StoredOrder } from '../stored-order.ts'
import { findContradictions } from './find-contradictions.ts'

/**
 * Asks the type check once more where an order has waited for long without keeping others from what it is about, or goes by what is
 * filed: what files anew, when it comes back from having expired and when it is handed over; what leads to another account, when it is
 * submitted and confirmed. There, and nowhere else, a command takes more than its two round trips: the filings are read as well.
 */
export function checkAgainstFilings (deps: OrdersDeps, makeChange: ChangeMaker, accountId?: string): AskingChangeMaker {
  return async (order, at) => {
    const change = makeChange(order, at)
    if (!change || !isRequest(change.event) || !goesByFilings(order, change.event.type)) return change
    const request = eventFor(order, change.event, accountId) as OrderRequest
    if (reasonsToRefuse(order, request).length > 0) return change // the machine is to say so
    const contradictions = await findContradictions(deps, order, { isHandOver: request.type === 'send_to_bureau' })
    if (contradictions.length === 0) return change
    if (request.type !== 'send_to_bureau') throw refuseOutdated(contradictions)
    return ended(order, contradictions, at) ?? returned(order, { ...change, event: request }, contradictions)
  }
}

function goesByFilings ({ state, context }: StoredOrder, request: OrderRequest['type']): boolean {
  const { filesAnew, counterpartyConfirmation } = effectiveFlags(context)
  if (request === 'send_to_bureau') return filesAnew
  if (request === 'submit') return counterpartyConfirmation || (filesAnew && state === 'expired')
  return request === 'confirm' && state === 'counterparty_confirmation'
}

function refuseOutdated (contradictions: Finding[]): DomainError {
  const errors = contradictions.map(({ field, code, message, suggestion }) => ({
    field, code, message: { zh: message.zh + suggestion?.zh, en: `${message.en} ${suggestion?.en}` }
  }))
  return new DomainError('filing_conflict', 'What is filed has changed since this order was placed: errors says what stands against it now.', { errors })
}

/** An order that the bureau has never seen ends with what we have found; null for every other. lifecycle 2.2, event 26 */
function ended (order: StoredOrder, findings: Finding[], at: string): OrderChange | null {
  const event: OrderFact = { type: 'filing_found', at, causeId: `type-check-${order.version}` }
  return decide(order, event).ignored ? null : { event, findings: findings.map((finding) => ({ ...finding, stage: 'bureau_queue' })) }
}

type HandOver = OrderChange & { event: OrderRequest }

/** It goes back to its applicant, as it does when a rule no longer holds. */
function returned (order: StoredOrder, change: HandOver, contradictions: Finding[]): OrderChange {
  const findings = [...change.findings ?? [], ...contradictions]
  const codes = codesOf(findings)
  return { ...change, event: { ...change.event, type: 'send_to_bureau', findings: codes, opens: openedFields(order, codes) }, findings }
}
