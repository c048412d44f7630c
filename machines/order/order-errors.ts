import type { OrderState } from './order-states.ts'
import type { RequestType } from './order-events.ts'
import { explainReasons, type RefusalReason } from './refusal-reasons.ts'

export type DomainErrorCode =
  | 'illegal_transition' | 'order_not_found' | 'version_mismatch' | 'open_order_exists' | 'filing_conflict' | 'field_locked'
  | 'content_invalid' | 'idempotency_key_reused' | 'answer_erased' | 'order_busy' | 'failed_effect_not_found'
  | 'review_task_not_found' | 'review_task_claimed' | 'lease_lost' | 'test_clock_off'
  | 'notification_not_found' | 'notification_template_not_found' | 'message_not_found' | 'suppressed_address_not_found' | 'capture_off'
  | 'webhook_endpoint_not_found' | 'webhook_delivery_not_found' | 'webhook_delivery_erased' | 'cursor_expired' | 'work_unfinished' | 'webhook_endpoint_limit' | 'webhook_endpoint_state'

/** A refusal that callers are told about. It knows no HTTP status: `problem.ts` of the api does. */
export class DomainError extends Error {
  readonly code: DomainErrorCode
  readonly details: Record<string, unknown>
  constructor (code: DomainErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message)
    this.code = code
    this.details = details
  }
}

export class IllegalTransition extends DomainError {
  constructor (state: OrderState, request: RequestType, reasons: RefusalReason[]) {
    const why = reasons.map((reason) => reason.field ? `${reason.code} (${reason.field})` : reason.code).join(', ')
    super('illegal_transition', `An order in ${state} does not accept ${request}: ${why}.`, { state, request, reasons: explainReasons(reasons) })
  }
}
