import type { Text } from '../../../machines/order/order-events.ts'

/** What only HTTP can refuse; what an order refuses is a DomainError. */
export type RequestErrorCode =
  | 'authentication_required' | 'token_invalid' | 'identity_unavailable' | 'role_not_allowed'
  | 'request_invalid' | 'body_malformed' | 'media_type_unsupported' | 'body_too_large'
  | 'route_not_found' | 'method_not_allowed' | 'precondition_required' | 'rate_limited'
  | 'database_unavailable' | 'internal_error'

export type FieldError = { field: string, code: string, message: Text }

type Answer = { headers?: Record<string, string>, errors?: FieldError[] }

export class RequestError extends Error {
  readonly code: RequestErrorCode
  readonly headers: Record<string, string>
  readonly details: { errors?: FieldError[] }
  constructor (code: RequestErrorCode, message: string, { headers = {}, errors }: Answer = {}) {
    super(message)
    this.code = code
    this.headers = headers
    this.details = errors ? { errors } : {}
  }
}

/** One field is wrong in a way that no schema tells. */
export function requestInvalid (field: string, code: string, message: Text): RequestError {
  return new RequestError('request_invalid', INVALID, { errors: [{ field, code, message }] })
}

export const INVALID = 'The request is not as the API documents it: see errors.'
