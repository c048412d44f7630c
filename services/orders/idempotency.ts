import { timingSafeEqual } from 'node:crypto'
import { DomainError } from '../../machines/order/order-errors.ts'
import type { Sealing } from '../platform/sealing.ts'
import type { OrdersDeps } from './orders-deps.ts'
import type { StoredOrder } from './stored-order.ts'

export type StoredAnswer = { status: number, headers: Record<string, string>, body: string }

/** By what a request is known when it is sent again. */
export type IdempotencyKey = {
  caller: string
  key: string
  /** Of method, path and raw body. */
  requestHash: Buffer
}

/** A request that must have one answer however often it is sent. The words of the answer are the caller's business. */
export type Idempotency = IdempotencyKey & {
  answerTo (order: StoredOrder): StoredAnswer
  /** Null for a refusal that is not to be remembered. */
  answerToRefusal (error: DomainError): StoredAnswer | null
}

type KnownAnswer = { known_request_hash: Buffer | null, known_answer: Buffer | null, known_order_id: string | null }

/** The answer that this key was given before. @throws DomainError idempotency_key_reused, answer_erased */
export function replay (sealing: Sealing, { key, requestHash }: IdempotencyKey, known: KnownAnswer): StoredAnswer | null {
  if (!known.known_answer || !known.known_request_hash) return null
  if (!timingSafeEqual(known.known_request_hash, requestHash)) {
    throw new DomainError('idempotency_key_reused', 'This Idempotency-Key was used for another request: choose a new one.')
  }
  if (known.known_answer.length === 0) { // as eraseContent leaves it
    throw new DomainError('answer_erased', 'This request was done. Its answer was erased for good with the content of the order.', {
      orderId: known.known_order_id
    })
  }
  return sealing.unseal<StoredAnswer>(known.known_answer, key)
}

export async function findKnownAnswer ({ db, sealing }: OrdersDeps, idempotency: IdempotencyKey): Promise<StoredAnswer | null> {
  const row = await db.selectFrom('idempotency_record')
    .select(['request_hash as known_request_hash', 'answer as known_answer', 'order_id as known_order_id'])
    .where('caller', '=', idempotency.caller).where('key', '=', idempotency.key).executeTakeFirst()
  return row ? replay(sealing, idempotency, row) : null
}

/** What a commit writes so that the answer is remembered with it; empty without a key. */
export function rememberedColumns (
  sealing: Sealing, idempotency: Idempotency | undefined, order: StoredOrder
): { remembered: string, answer: Buffer | null } {
  if (!idempotency) return { remembered: '[]', answer: null }
  const { caller, key, requestHash } = idempotency
  const answer = idempotency.answerTo(order)
  return {
    remembered: JSON.stringify([{ caller, key, request_hash: requestHash.toString('hex'), status: answer.status }]),
    answer: sealing.seal(answer, key)
  }
}

/** A refusal decided on the order is remembered too. Answers with an earlier one if a twin was faster. */
export async function rememberRefusal (
  deps: OrdersDeps, idempotency: IdempotencyKey & Pick<Idempotency, 'answerToRefusal'>, error: DomainError, at: string
): Promise<StoredAnswer | null> {
  const answer = idempotency.answerToRefusal(error)
  if (!answer) return null
  const { caller, key, requestHash } = idempotency
  const inserted = await deps.db.insertInto('idempotency_record')
    .values({ caller, key, request_hash: requestHash, status: answer.status, answer: deps.sealing.seal(answer, key), created_at: at })
    .onConflict((conflict) => conflict.columns(['caller', 'key']).doNothing())
    .returning('key').executeTakeFirst()
  return inserted ? null : await findKnownAnswer(deps, idempotency)
}

/** The API promises a day; a client that tries again after a long weekend still gets its answer. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000

export async function forgetOldAnswers ({ db, now }: OrdersDeps): Promise<void> {
  await db.deleteFrom('idempotency_record').where('created_at', '<', new Date(now().getTime() - KEPT_MS)).execute()
}
