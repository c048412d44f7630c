import { randomUUIDv7 } from 'node:crypto'
import { begin } from '../../machines/order/decide.ts'
import { DomainError } from '../../machines/order/order-errors.ts'
import type { Actor } from '../../machines/order/order-events.ts'
import { MACHINE_VERSION } from '../../machines/order/order-machine.ts'
import { violatedConstraint } from '../platform/postgres.ts'
import { checkShape } from '../rules/check-shape.ts'
import { checkTypeCheck } from '../rules/check-type-check.ts'
import { canonicalDomain } from '../rules/domain-form.ts'
import { evaluateRules } from '../rules/evaluate.ts'
import type { OrderContent, TypeCheck } from '../rules/order-content.ts'
import { withTypeCheck } from '../rules/with-type-check.ts'
import { dueAt } from './due-at.ts'
import { findKnownAnswer, rememberedColumns, rememberRefusal, type Idempotency } from './idempotency.ts'
import { insertOrder, takeOrderNumber } from './insert-order.ts'
import { codesOf, hashContent } from './order-change.ts'
import { claimsOf, explainClaim } from './order-claims.ts'
import type { Applied } from './apply-order-event.ts'
import type { OrdersDeps } from './orders-deps.ts'
import { searchableName, type StoredOrder } from './stored-order.ts'

export type NewOrder = {
  accountId: string
  by: Actor
  externalReference?: string
  typeCheck: TypeCheck
  content?: OrderContent
  requestId?: string
}

/**
 * The first write of an order. Its type is named by the type check; until that asks the bureau, every order is a
 * first filing.
 *
 * @throws DomainError content_invalid, open_order_exists, idempotency_key_reused
 */
export async function placeOrder (deps: OrdersDeps, newOrder: NewOrder, idempotency?: Idempotency): Promise<Applied> {
  const at = deps.now().toISOString()
  const order = composeOrder(deps, newOrder, at) // what can never be right is refused before any key is looked up
  const known = idempotency && await findKnownAnswer(deps, idempotency)
  if (known) return { answer: known }
  try {
    return { order: await numberAndInsert(deps, order, newOrder, idempotency), changed: true }
  } catch (error) {
    const constraint = violatedConstraint(error)
    if (constraint === 'one_answer_per_key' && idempotency) return await placeOrder(deps, newOrder, idempotency)
    const refusal = constraint === 'one_open_order_per_key' ? await explainClaim(deps, newOrder) : error
    if (refusal instanceof DomainError && idempotency) {
      const answer = await rememberRefusal(deps, idempotency, refusal, at)
      if (answer) return { answer }
    }
    throw refusal
  }
}

type UnnumberedOrder = Omit<StoredOrder, 'number'>

function composeOrder ({ policy }: OrdersDeps, newOrder: NewOrder, at: string): UnnumberedOrder {
  const { accountId, by, externalReference, typeCheck, content = {} } = newOrder
  const now = new Date(at)
  const faults = [...checkTypeCheck(typeCheck, now), ...prefixed(checkShape(content, typeCheck, now))]
  if (faults.length > 0) throw new DomainError('content_invalid', 'The order has fields that can never be right.', { errors: faults })
  const complete = withTypeCheck(content, typeCheck)
  const findings = evaluateRules({ content: complete, typeCheck, orderType: 'first_filing', now })
  const { next, timersToSet } = begin({
    orderType: 'first_filing', policy, contentHash: hashContent(complete), findings: codesOf(findings)
  })
  return {
    id: randomUUIDv7(),
    accountId,
    createdBy: by.id,
    externalReference: externalReference ?? null,
    orderType: 'first_filing',
    province: typeCheck.province,
    ...next,
    version: 1,
    typeCheck,
    content: complete,
    findings,
    deadlines: timersToSet.map((timer) => ({ name: timer.name, dueAt: dueAt(timer, at) })),
    task: null,
    createdAt: at,
    updatedAt: at
  }
}

/** In the body of a new order the content stands below `content`. */
function prefixed<Fault extends { field: string }> (faults: Fault[]): Fault[] {
  return faults.map((fault) => ({ ...fault, field: `content.${fault.field}` }))
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
    content: sealing.seal({ typeCheck: order.typeCheck, content: order.content }, order.id),
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
      birth: {
        orderType: order.orderType, policy: order.context.policy, contentHash: order.context.contentHash, findings: order.context.findings
      }
    }),
    requestId: requestId ?? null,
    timers: JSON.stringify(order.deadlines.map(({ name, dueAt }) => ({ name, due_at: dueAt }))),
    claims: JSON.stringify(claimsOf(sealing, order.typeCheck)),
    ...rememberedColumns(sealing, idempotency, order)
  })
  return order
}
