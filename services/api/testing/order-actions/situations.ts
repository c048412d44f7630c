import { later } from '../../../orders/timers/moments.ts'
import type { OrderPolicy } from '../../../../machines/order/policy/order-policy.ts'
import type { OrderState } from '../../../../machines/order/order-states.ts'
import type { OrderType } from '../../../../machines/order/order-types.ts'
import type { OrderContext } from '../../../../machines/order/order-context.ts'
import { POLICY_PRESETS } from '../../../../machines/order/policy/policy-presets.ts'
import type { OrderIn } from '../../../orders/testing/given-orders-in.ts'
import { DECIDED_BY, reachStates } from '../../../orders/testing/reach-states.ts'

/** Where an order may stand: what decides about its actions, apart from who asks. */
export type Situation = Omit<OrderIn, 'n'> & {
  name: string
  /** The first order of its preset in this state. */
  isFirst: boolean
  /** Something besides type, preset and state is told of it. */
  isVariant: boolean
}

const TYPES = ['first_filing', 'add_service', 'cancel_service', 'cancel_subject', 'claim', 'transfer', 'migrate_service'] as const
const TWO_ACCOUNTS: readonly OrderType[] = ['transfer', 'migrate_service']
const MINUTE_MS = 60_000

/** Every state that each type comes to under each preset, and what else may stand in the way there. */
export function everySituation (now: string): Situation[] {
  return Object.values(POLICY_PRESETS).flatMap((policy) => [
    ...markFirst(TYPES.flatMap((type) => inEveryState(type, policy, now))),
    ...[
      ...withFindings(policy, now),
      ...afterEditing(policy, now),
      ...underFourEyes(policy, now),
      ...afterDecision(policy, now),
      ...withAuthenticityCheck(policy, now),
      ...inStates('first_filing', { ...policy, mayResend: 'nobody' }, now, ['sms_returned'], 'nobody may resend')
    ].map((situation) => ({ ...situation, isVariant: true }))
  ])
}

function markFirst (situations: Situation[]): Situation[] {
  const states = situations.map(({ order }) => order.state)
  return situations.map((situation, index) => ({ ...situation, isFirst: states.indexOf(situation.order.state) === index }))
}

function inEveryState (type: OrderType, policy: OrderPolicy, createdAt: string, about = ''): Situation[] {
  const birth = { orderType: type, province: 'guangdong', createdAt, policy, contentHash: 'content-1', findings: [] }
  return [...reachStates(birth)].map(([state, order]) => ({
    name: [policy.preset, type, state, about].filter(Boolean).join(', '),
    order,
    isFirst: false,
    isVariant: false,
    ...TWO_ACCOUNTS.includes(type) && { counterparty: 'beta' },
    ...state === 'initial_review' && { leasedTo: DECIDED_BY }
  }))
}

function inStates (type: OrderType, policy: OrderPolicy, createdAt: string, states: OrderState[], about: string): Situation[] {
  return inEveryState(type, policy, createdAt, about).filter(({ order }) => states.includes(order.state))
}

/** A name that is missing is what the rules object to today. */
function withFindings (policy: OrderPolicy, now: string): Situation[] {
  const states: OrderState[] = ['draft', 'correction_requested', 'bureau_queue', 'bureau_submission_failed', 'sms_returned', 'expired']
  const finding = { field: 'service.name', code: 'FIELD_MISSING', severity: 'reject', stage: 'rules', message: { zh: '必填', en: 'is missing' }, suggestion: null } as const
  return (['first_filing', 'add_service'] as const).flatMap((type) => inStates(type, policy, now, states, 'rules object'))
    .map((situation) => ({
      ...situation,
      broken: { findings: [finding], content: ({ service, ...content }) => ({ ...content, service: { ...service, name: undefined! } }) }
    }))
}

function afterEditing (policy: OrderPolicy, now: string): Situation[] {
  return inStates('first_filing', policy, now, ['sms_returned'], 'edited').map((situation) => ({ ...situation, edited: true }))
}

function underFourEyes (policy: OrderPolicy, now: string): Situation[] {
  const passedBy = { 'nobody has passed it': null, 'the holder of the lease has passed it': DECIDED_BY, 'another has passed it': 'reviewer-3' }
  return Object.entries(passedBy).flatMap(([about, firstPassBy]) =>
    inStates('first_filing', { ...policy, fourEyes: true }, now, ['initial_review'], about).map((situation) => withContext(situation, { firstPassBy })))
}

/** Reviewers who may take a decision back for ten minutes: one minute after it, and eleven. */
function afterDecision (policy: OrderPolicy, now: string): Situation[] {
  const undoable = { ...policy, undoWindowMs: 10 * MINUTE_MS }
  return (['first_filing', 'cancel_subject', 'migrate_service'] as const).flatMap((type) => [1, 11].flatMap((minutes) => {
    const all = inEveryState(type, undoable, later(now, -minutes * MINUTE_MS), `${minutes} minutes after the decision`)
    return all.filter(({ order }) => order.context.decision !== null)
  }))
}

function withAuthenticityCheck (policy: OrderPolicy, now: string): Situation[] {
  const asking = { ...policy, authenticity: { ...policy.authenticity, requiredToSubmit: true } }
  return [null, false, true].flatMap((authenticityPassed) =>
    inStates('first_filing', asking, now, ['draft'], `authenticity ${authenticityPassed}`).map((situation) => withContext(situation, { authenticityPassed })))
}

function withContext (situation: Situation, context: Partial<OrderContext>): Situation {
  return { ...situation, order: { ...situation.order, context: { ...situation.order.context, ...context } } }
}
