import type { FastifyRequest } from 'fastify'
import type { DomainError } from '../../../machines/order/order-errors.ts'
import type { StoredAnswer } from '../../orders/idempotency.ts'
import { problemOf } from './problem.ts'

/** Refusals that were decided on what is stored are answers too; every other one may turn out differently next time. */
const REMEMBERED = [409, 412, 422]

/** A refusal as it is remembered under an idempotency key; null when it is not. */
export function answerToRefusal (request: FastifyRequest, error: DomainError): StoredAnswer | null {
  const { status, headers, body } = problemOf(error, { acceptLanguage: request.headers['accept-language'], requestId: request.id })
  return REMEMBERED.includes(status) ? { status, headers, body } : null
}
