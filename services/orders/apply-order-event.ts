import { decide } from '../../machines/order/decide.ts'
import { DomainError } from '../../machines/order/order-errors.ts'
import { isFact, type OrderEvent } from '../../machines/order/order-events.ts'
import { crashPoint } from '../platform/crash-point.ts'
import { isDeadlock, violatedConstraint } from '../platform/postgres.ts'
import { commitChange } from './commit-change.ts'
import { completeFact } from './compose-objection.ts'
import { composeCommit } from './compose-commit.ts'
import { explainClaim, isClaimTaken } from './claims/explain-claim.ts'
import { rememberRefusal, replay, type Idempotency, type StoredAnswer } from './idempotency.ts'
import { latest } from './timers/moments.ts'
import { nextOrder } from './next-order.ts'
import type { AskingChangeMaker, ChangeMaker, OrderChange } from './order-change.ts'
import type { OrdersDeps } from './orders-deps.ts'
import { readOrderForChange, type RowForChange } from './read-order.ts'
import { leaseFor } from './review/review-lease.ts'
import { eventFor, isVisibleTo } from './role-for-order.ts'
import { openStoredOrder, type StoredOrder } from './stored-order.ts'

export type ApplyOptions = {
  /** The account for which the caller speaks, if for one; every order that it may not see does not exist. */
  accountId?: string
  /** From If-Match. */
  ifVersion?: number
  leaseToken?: string
  requestId?: string
  /** The outbox row whose result this event is. */
  effectDone?: string
  idempotency?: Idempotency
}

/** An order as it stands after the command; or the answer that the same command was given before. */
export type Applied = { order: StoredOrder, changed: boolean } | { answer: StoredAnswer }

type Change = OrderChange | ChangeMaker | AskingChangeMaker

const TRIES = 50

/**
 * The only code that changes an order. State, history, timers, effects, claims and the answer to remember commit
 * together or not at all: one read, one statement. A lost race reads and decides again.
 *
 * @throws DomainError order_not_found, idempotency_key_reused, version_mismatch, illegal_transition, lease_lost,
 *   open_order_exists, filing_conflict, and what making the change may refuse
 */
export async function applyOrderEvent (
  deps: OrdersDeps, orderId: string, change: Change, options: ApplyOptions = {}
): Promise<Applied> {
  for (let tries = 0; tries < TRIES; tries++) {
    const outcome = await tryOnce(deps, orderId, change, options)
    if (outcome) return outcome
  }
  throw new DomainError('order_busy', 'The order changes faster than this command could be applied: try again.')
}

async function tryOnce (
  deps: OrdersDeps, orderId: string, change: Change, options: ApplyOptions
): Promise<Applied | null> {
  const { sealing, now } = deps
  const { idempotency } = options
  const causeId = typeof change === 'object' && isFact(change.event) ? change.event.causeId : null
  const [row] = await readOrderForChange(deps.db, {
    orderId, caller: idempotency?.caller ?? null, key: idempotency?.key ?? null, causeId
  })
  if (!row || !(isVisibleTo(options.accountId, { accountId: row.account_id, sharedWith: row.shared_with }) || isAnswered(row))) {
    throw new DomainError('order_not_found', 'There is no such order.')
  }
  const known = idempotency && replay(sealing, idempotency, row)
  if (known) return { answer: known }

  const order = openStoredOrder(row, sealing)
  const at = latest(now().toISOString(), order.updatedAt)
  try {
    const next = await decideAndCommit(deps, row, order, makerOf(change), at, options)
    return next && { order: next, changed: next !== order }
  } catch (error) {
    if (error instanceof DomainError && idempotency) {
      const answer = await rememberRefusal(deps, idempotency, error, at)
      if (answer) return { answer }
    }
    throw error
  }
}

/** Whoever was answered once is answered the same again, also when the order is hidden from them since. */
function isAnswered (row: RowForChange): boolean {
  return row.known_order_id === row.id
}

/** History runs forward, also where clocks differ or a fact was dated before the last change. */
function makerOf (change: Change): ChangeMaker | AskingChangeMaker {
  if (typeof change === 'function') return change
  return (order) => completeFact(order, { ...change, event: { ...change.event, at: latest(change.event.at, order.updatedAt) } })
}

/** Null: somebody else was faster, or a unique key shows that it has been done; look again. */
async function decideAndCommit (
  deps: OrdersDeps, row: RowForChange, order: StoredOrder, makeChange: ChangeMaker | AskingChangeMaker, at: string, options: ApplyOptions
): Promise<StoredOrder | null> {
  if (options.ifVersion !== undefined && options.ifVersion !== order.version) {
    throw new DomainError('version_mismatch', 'The order has changed since it was read: read it again.', { version: order.version })
  }
  if (row.cause_version !== null) return order
  const made = await makeChange(order, at)
  if (!made || isSpentTimer(order, made.event)) return order
  const change = { ...made, event: eventFor(order, made.event, options.accountId) }

  const decision = decide(order, change.event)
  const leaseToken = leaseFor(order, change.event, options.leaseToken)
  const next = nextOrder(order, change, decision)
  const commit = composeCommit(deps, { order, change, decision, next, leaseToken, options })
  crashPoint('before_commit')
  try {
    const [committed] = await commitChange(deps.db, commit)
    if (!committed) return null
    crashPoint('after_commit')
  } catch (error) {
    const constraint = violatedConstraint(error)
    if (constraint === 'one_answer_per_key' || constraint === 'a_fact_is_applied_once') return null
    if (isClaimTaken(constraint)) throw await explainClaim(deps, next)
    if (isDeadlock(error)) return null // two orders that swap what they claim
    throw error
  }
  if (decision.effects.length > 0 || commit.events !== '[]' || commit.effectsReleased) deps.wakeRelay()
  return next
}

function isSpentTimer ({ deadlines }: StoredOrder, event: OrderEvent): boolean {
  return event.type === 'timer' && !deadlines.some(({ name }) => name === event.name)
}
