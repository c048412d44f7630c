import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { IdempotencyKey } from '../orders/idempotency.ts'

/** By what a request is known when it is sent again; null when it brings no key. */
export function idempotencyKeyOf (request: FastifyRequest): IdempotencyKey | null {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string') return null
  return {
    caller: request.identity.caller,
    key,
    requestHash: createHash('sha256').update(`${request.method}\n${request.url.split('?')[0]}\n`).update(request.rawBody ?? '').digest()
  }
}
