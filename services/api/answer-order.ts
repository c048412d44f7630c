import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../machines/order/order-events.ts'
import type { Applied, ApplyOptions } from '../orders/apply-order-event.ts'
import type { Idempotency, StoredAnswer } from '../orders/idempotency.ts'
import { viewOrder } from '../orders/order-view.ts'
import { actorFor } from '../orders/role-for-order.ts'
import type { OrdersDeps } from '../orders/orders-deps.ts'
import type { StoredOrder } from '../orders/stored-order.ts'
import { etag, ifMatch } from './if-match.ts'
import { idempotencyKeyOf } from './idempotency-key-of.ts'
import { answerToRefusal } from './problems/answer-to-refusal.ts'
import { recordStaffReading } from './identity/record-staff-reading.ts'

export type OrderAnswers = {
  actor: Actor
  /** For the command: its key, with the very words of the answer. */
  options: ApplyOptions & { idempotency?: Idempotency }
  /** Puts staff on record who read personal data in the answer, also in one that is replayed. */
  send (applied: Applied): Promise<FastifyReply>
}

/**
 * How this request is answered with an order. The answer is made by one function, whether it is sent, stored under
 * an idempotency key, or both, so that a replay is the same to the byte.
 */
export function orderAnswers (request: FastifyRequest, reply: FastifyReply, deps: OrdersDeps, status: 200 | 201 = 200): OrderAnswers {
  const { identity } = request
  const now = deps.now()
  const actor: Actor = { id: identity.subject, role: identity.role }
  const answerTo = (order: StoredOrder): StoredAnswer => ({
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      etag: etag(order.version),
      ...status === 201 && { location: `/v1/orders/${order.id}` }
    },
    body: reply.serializeInput(viewOrder(order, actorFor(order, actor, identity.accountId ?? undefined), now), String(status)) as string
  })
  const version = ifMatch(request)
  const idempotency = idempotencyOf(request, answerTo)
  return {
    actor,
    options: {
      requestId: request.id,
      ...identity.accountId !== null && { accountId: identity.accountId },
      ...version !== undefined && { ifVersion: version },
      ...idempotency && { idempotency }
    },
    send: async (applied) => {
      const isNew = 'order' in applied
      const orderId = isNew ? applied.order.id : orderIn(applied.answer)
      if (orderId !== null) await recordStaffReading(deps, orderId, identity)
      return isNew
        ? sendStored(reply, answerTo(applied.order))
        : sendStored(reply.header('idempotency-replayed', 'true'), applied.answer)
    }
  }
}

/** Null: a refusal holds no order. */
function orderIn ({ status, body }: StoredAnswer): string | null {
  return status < 300 ? (JSON.parse(body) as { id: string }).id : null
}

function sendStored (reply: FastifyReply, { status, headers, body }: StoredAnswer): FastifyReply {
  return reply.code(status).headers(headers).send(body)
}

function idempotencyOf (request: FastifyRequest, answerTo: Idempotency['answerTo']): Idempotency | null {
  const key = idempotencyKeyOf(request)
  return key && { ...key, answerTo, answerToRefusal: (error) => answerToRefusal(request, error) }
}
