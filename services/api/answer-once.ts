import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Transaction } from 'kysely'
import { DomainError } from '../../machines/order/order-errors.ts'
import { findKnownAnswer, rememberRefusal, type IdempotencyKey, type StoredAnswer } from '../orders/idempotency.ts'
import type { IdempotencyRecordTable } from '../orders/order-tables.ts'
import type { OrdersDeps } from '../orders/orders-deps.ts'
import type { WebhooksDatabase } from '../webhooks/webhook-tables.ts'
import { idempotencyKeyOf } from './idempotency-key-of.ts'
import { answerToRefusal } from './problems/answer-to-refusal.ts'

/** Does the work, and what is handed to it in the same transaction once its answer is known. */
type Work<Answer> = (alsoCommit: (trx: Transaction<WebhooksDatabase>, answer: Answer) => Promise<void>) => Promise<Answer>
type Wording<Answer> = { status: 200 | 201 | 202, headersOf?: (answer: Answer) => Record<string, string> }

/**
 * Answers a request that does something besides orders, once per key: the answer is stored, sealed, in the commit of what was done.
 * A twin that came at the same time is rolled back and answered alike.
 */
export async function answerOnce<Answer extends Record<string, unknown>> (
  request: FastifyRequest, reply: FastifyReply, deps: OrdersDeps, { status, headersOf = () => ({}) }: Wording<Answer>, work: Work<Answer>
): Promise<FastifyReply> {
  const idempotency = idempotencyKeyOf(request)
  const answerTo = (answer: Answer): StoredAnswer => ({
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headersOf(answer) },
    body: reply.serializeInput(answer, String(status)) as string
  })
  if (idempotency === null) return send(reply, answerTo(await work(async () => {})))
  const known = await findKnownAnswer(deps, idempotency)
  if (known) return replay(reply, known)
  try {
    return send(reply, answerTo(await work(async (trx, answer) => await remember(trx, deps, idempotency, answerTo(answer)))))
  } catch (error) {
    const twin = await answerOfTwin(request, deps, idempotency, error)
    if (twin) return replay(reply, twin)
    throw error
  }
}

async function remember (
  trx: Transaction<WebhooksDatabase>, { sealing, now }: OrdersDeps, { caller, key, requestHash }: IdempotencyKey, answer: StoredAnswer
): Promise<void> {
  await trx.withTables<{ idempotency_record: IdempotencyRecordTable }>().insertInto('idempotency_record').values({
    caller, key, request_hash: requestHash, order_id: null, status: answer.status, answer: sealing.seal(answer, key), created_at: now()
  }).execute()
}

/** A refusal is remembered too; null when there was no twin. */
async function answerOfTwin (
  request: FastifyRequest, deps: OrdersDeps, idempotency: IdempotencyKey, error: unknown
): Promise<StoredAnswer | null> {
  if ((error as { constraint?: string }).constraint === 'one_answer_per_key') return await findKnownAnswer(deps, idempotency)
  if (!(error instanceof DomainError)) return null
  const remembered = { ...idempotency, answerToRefusal: (refusal: DomainError) => answerToRefusal(request, refusal) }
  return await rememberRefusal(deps, remembered, error, deps.now().toISOString())
}

function replay (reply: FastifyReply, answer: StoredAnswer): FastifyReply {
  return send(reply.header('idempotency-replayed', 'true'), answer)
}

function send (reply: FastifyReply, { status, headers, body }: StoredAnswer): FastifyReply {
  return reply.code(status).headers(headers).send(body)
}
