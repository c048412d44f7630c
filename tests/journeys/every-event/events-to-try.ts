import type { OrderSnapshot } from '../../../machines/order/decide.ts'
import { FACT_TYPES, REQUEST_TYPES, type OrderEvent, type OrderFact, type OrderRequest, type RequestType } from '../../../machines/order/order-events.ts'
import { A_FINDING, aFact, aRequest, AT } from '../../../machines/order/testing/orders.ts'

/** An event with the name under which it stands in the table of what happens. */
export type Try = { name: string, event: OrderEvent }

const ABOUT_ATTEMPT = FACT_TYPES.filter((type) => !['filing_found', 'authenticity_link_issued', 'authenticity_checked', 'material_changed'].includes(type))

/** Every request by whom it is for, every fact, and those of an earlier hand-over. */
export function eventsToTry (order: OrderSnapshot): Try[] {
  return [...requestsToTry(order), ...factsToTry(order)]
}

function requestsToTry ({ state, context }: OrderSnapshot): Try[] {
  const plain = REQUEST_TYPES.map((type) => ({ name: type, event: request(type, state, context) }))
  const answered = request('submit', state, context, { reason: 'given' })
  const byAnother = (type: 'pass' | 'undo') =>
    ({ name: `${type} by another`, event: request(type, state, context, { by: { id: 'reviewer-2', role: 'reviewer' } }) })
  return [...plain, { name: 'submit with a reason', event: answered }, byAnother('pass'), byAnother('undo')]
}

function request (type: RequestType, state: string, context: OrderSnapshot['context'], more: object = {}): OrderRequest {
  const stage = state === 'initial_review' ? 'initial_review' : 'bureau_queue'
  const isObjection = type === 'reject' || type === 'request_correction'
  return aRequest(type, {
    by: whoAsks(type, state),
    ...isObjection && { findings: [{ ...A_FINDING, stage }] },
    ...type === 'save' && { contentHash: `${context.contentHash}, edited` },
    ...type === 'withdraw' && { reason: 'given' },
    ...more
  })
}

function whoAsks (type: RequestType, state: string) {
  if (type === 'confirm' || type === 'decline') {
    return state === 'counterparty_confirmation' ? { id: 'of-beta', role: 'counterparty' } : { id: 'applicant-1', role: 'applicant' }
  }
  const isOperators = state !== 'initial_review' && (type === 'reject' || type === 'request_correction')
  if (isOperators || type === 'send_to_bureau' || type === 'resend') return { id: 'bureau_operator-1', role: 'bureau_operator' }
  return ['pass', 'undo', 'reject', 'request_correction'].includes(type) ? { id: 'reviewer-1', role: 'reviewer' } : { id: 'applicant-1', role: 'applicant' }
}

function factsToTry ({ context: { attempt } }: OrderSnapshot): Try[] {
  const current = FACT_TYPES.map((type) => ({ name: type, event: fact(type, attempt) }))
  const late = attempt === 0 ? [] : ABOUT_ATTEMPT.map((type) => ({ name: `${type} of an earlier attempt`, event: fact(type, attempt - 1) }))
  return [...current, ...late]
}

function fact (type: OrderFact['type'], attempt: number): OrderFact {
  return aFact(type, { at: AT, attempt })
}
