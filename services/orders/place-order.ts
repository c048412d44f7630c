import { birthOf } from '../../machines/order/order-context.ts'
import { DomainError } from '../../machines/order/order-errors.ts'
import type { Actor } from '../../machines/order/order-events.ts'
import { MACHINE_VERSION } from '../../machines/order/order-machine.ts'
import type { OrderType } from '../../machines/order/order-types.ts'
import { isDeadlock, violatedConstraint } from '../platform/postgres.ts'
import { canonicalDomain } from '../rules/domain-form.ts'
import type { OrderContent, TypeCheck } from '../rules/order-content.ts'
import { composeNewOrder, refuseFaults, type Named, type UnnumberedOrder } from './compose-new-order.ts'
import { explainClaim, isClaimTaken } from './claims/explain-claim.ts'
import { fieldOfClaim } from './claims/field-of-claim.ts'
import { composeEvent, withPersonalPart } from './events/compose-event.ts'
import { findKnownAnswer, rememberedColumns, rememberRefusal, type Idempotency } from './idempotency.ts'
import { insertOrder, takeOrderNumber } from './insert-order.ts'
import { nameOrder, refuseType } from './type-check/name-order.ts'
import { claimRows, claimsOf } from './claims/order-claims.ts'
import type { Applied } from './apply-order-event.ts'
import type { OrdersDeps } from './orders-deps.ts'
import { sealContent, searchableName, type StoredOrder } from './stored-order.ts'

export type NewOrder = {
  accountId: string
  by: Actor
  externalReference?: string
  /** Named by the type check unless somebody knows better. */
  orderType?: OrderType
  typeCheck: TypeCheck
  /** The account to which a transfer or a migration leads. */
  counterpartyAccountId?: string
  /** The verified name of the account's owner, where it is known. */
  accountName?: string
  content?: OrderContent
  requestId?: string
}

/**
 * The first write of an order. Its type is named by the type check; nobody picks it.
 *
 * @throws DomainError content_invalid, filing_conflict, open_order_exists, idempotency_key_reused
 */
export async function placeOrder (deps: OrdersDeps, newOrder: NewOrder, idempotency?: Idempotency): Promise<Applied> {
  const at = deps.now().toISOString()
  refuseFaults(newOrder.typeCheck, newOrder.content ?? {}, at) // what can never be right is refused before any key is looked up
  const known = idempotency && await findKnownAnswer(deps, idempotency)
  if (known) return { answer: known }
  try {
    return { order: await nameAndInsert(deps, newOrder, at, idempotency), changed: true }
  } catch (refusal) {
    if (violatedConstraint(refusal) === 'one_answer_per_key' && idempotency) return await placeOrder(deps, newOrder, idempotency)
    if (refusal instanceof DomainError && idempotency) {
      const answer = await rememberRefusal(deps, idempotency, refusal, at)
      if (answer) return { answer }
    }
    throw refusal
  }
}

async function nameAndInsert (deps: OrdersDeps, newOrder: NewOrder, at: string, idempotency?: Idempotency): Promise<StoredOrder> {
  const order = composeNewOrder(deps, newOrder, await nameType(deps, newOrder), at)
  try {
    return await numberAndInsert(deps, order, newOrder, idempotency)
  } catch (error) {
    if (isDeadlock(error)) return await nameAndInsert(deps, newOrder, at, idempotency) // nothing of it was written
    throw isClaimTaken(violatedConstraint(error)) ? await explainClaim(deps, order, (claim) => fieldOfClaim(newOrder, claim)) : error
  }
}

async function nameType (deps: OrdersDeps, newOrder: NewOrder): Promise<Named> {
  const { orderType: given, typeCheck } = newOrder
  if (given) return { orderType: given, typeCheck, known: null }
  const { orderType, findings, ...named } = await nameOrder(deps, newOrder)
  if (orderType === null) throw refuseType(findings)
  return { ...named, orderType }
}

async function numberAndInsert (
  deps: OrdersDeps, unnumbered: UnnumberedOrder, { by, requestId }: NewOrder, idempotency?: Idempotency
): Promise<StoredOrder> {
  const { db, sealing } = deps
  const [{ number }] = await takeOrderNumber(db, { at: unnumbered.createdAt }) as [{ number: string }]
  const order: StoredOrder = { ...unnumbered, number }
  await insertOrder(db, {
    ...order,
    serviceKind: order.typeCheck.service.kind,
    context: JSON.stringify(order.context),
    machineVersion: MACHINE_VERSION,
    content: sealContent(sealing, order),
    findings: order.findings.length > 0 ? sealing.seal(order.findings, order.id) : null,
    certificateKey: sealing.lookupKey('certificate', order.typeCheck.certificateNumber.toUpperCase()),
    subjectName: searchableName(order),
    domain: order.typeCheck.service.domain ? canonicalDomain(order.typeCheck.service.domain) : null,
    actorId: by.id,
    actorRole: by.role,
    birth: JSON.stringify({
      type: 'create',
      at: order.createdAt,
      by,
      machineVersion: MACHINE_VERSION,
      birth: birthOf(order.context)
    }),
    requestId: requestId ?? null,
    timers: JSON.stringify(order.deadlines.map(({ name, dueAt }) => ({ name, due_at: dueAt }))),
    events: JSON.stringify(withPersonalPart(sealing, composeEvent({
      cause: 'create', from: null, to: order, actorRole: by.role, at: order.createdAt, dueAt: order.createdAt
    }), { subjectName: order.content.subject?.name ?? null })),
    claims: claimRows(claimsOf(sealing, order)),
    ...rememberedColumns(sealing, idempotency, order)
  })
  return order
}
