import assert from 'node:assert/strict'
import { decide, reasonsToRefuse } from '../decide.ts'
import { effectiveFlags } from '../effective-flags.ts'
import { IllegalTransition } from '../order-errors.ts'
import { isFact, isRequest, type OrderEvent } from '../order-events.ts'
import { ORDER_STATES, type OrderState } from '../order-states.ts'
import { declaredDeadlines } from './declared-deadlines.ts'
import type { Lived } from './live.ts'
import { AT } from './orders.ts'

/** @throws Error that names the promise which is broken at this moment of a life, and the moment */
export function keepPromises (lived: Lived): void {
  for (const [promise, check] of Object.entries(PROMISES)) {
    try {
      check(lived)
    } catch (error) {
      const { before: { state, context }, event, after } = lived
      const told = { type: context.orderType, preset: context.policy.preset, attempt: context.attempt, from: state, to: after.state, event }
      throw new Error(`broken: ${promise}\n${JSON.stringify(told)}\n${(error as Error).message}`)
    }
  }
}

/** What holds at every moment of every life. Each throws when it does not. Source: DESIGN.md 2.2. */
const PROMISES: Record<string, (lived: Lived) => void> = {
  'only an illegal transition is refused, and only a request': ({ event, refusal }) => {
    assert.ok(refusal === null || (refusal instanceof IllegalTransition && isRequest(event)))
  },
  'an order accepts a request exactly when there is no reason to refuse it': ({ before, event, refusal }) => {
    if (isRequest(event)) assert.equal(reasonsToRefuse(before, event).length === 0, refusal === null)
  },
  'the same order and event give the same decision': ({ before, event, decision }) => {
    if (decision) assert.deepEqual(decide(before, event), decision)
  },
  'what is ignored changes nothing': ({ before, decision }) => {
    if (decision?.ignored) assert.deepEqual(decision, { next: before, effects: [], timersToSet: [], timersToCancel: [], ignored: true })
  },
  'a request that is accepted is not ignored': ({ event, decision }) => assert.ok(!isRequest(event) || !decision?.ignored),
  'what is stored can be read again': ({ before, after, decision }) => {
    if (after !== before) assert.deepEqual(JSON.parse(JSON.stringify(after)), after)
    if (decision) assert.deepEqual(JSON.parse(JSON.stringify(decision.effects)), decision.effects)
  },
  'type, province, creation and policy never change': ({ before, after }) => {
    for (const key of ['orderType', 'province', 'createdAt', 'policy'] as const) assert.equal(after.context[key], before.context[key])
  },

  'a final state is never left': ({ before, after }) => {
    if (['completed', 'abandoned', 'invalid'].includes(before.state)) assert.equal(after.state, before.state)
  },
  'an expired order is reopened where the policy says so, abandoned, or stays': ({ before, after, event }) => {
    if (before.state !== 'expired' || after.state === 'expired' || (after.state === 'abandoned' && event.type === 'abandon')) return
    assert.ok(event.type === 'submit' && before.context.policy.validity.mayReopen)
  },
  'attempts and rounds only grow, by one': ({ before, after }) => {
    for (const key of ['attempt', 'round'] as const) assert.ok([0, 1].includes(after.context[key] - before.context[key]), key)
  },
  'a fact about any attempt but the current one is ignored': ({ before, event, decision }) => {
    if (isAboutAttempt(event) && (event.attempt !== before.context.attempt || event.attempt === 0)) assert.equal(decision!.ignored, true)
  },
  'after an approval only the number takes an order on': ({ before, after, event }) => {
    if (before.state !== 'bureau_review' || !before.context.approved || event.type === 'filing_registered') return
    assert.equal(after.state, 'bureau_review')
    assert.equal(after.context.approved, true)
  },
  'a number completes every open order that was sent': ({ before, after, event }) => {
    if (event.type !== 'filing_registered' || event.attempt !== before.context.attempt || event.attempt === 0) return
    assert.equal(after.state, ORDER_STATES[before.state].open ? 'completed' : before.state)
    assert.deepEqual(after.context.filing, event.filing)
  },
  'a contradiction after the end or an approval is told to an operator': ({ before, event, decision }) => {
    const isOver = !ORDER_STATES[before.state].open && event.type === 'filing_registered'
    const contradicts = before.state === 'bureau_review' && before.context.approved && RETURNS.includes(event.type)
    if (!('attempt' in event) || event.attempt !== before.context.attempt || event.attempt === 0 || !(isOver || contradicts)) return
    assert.ok(decision!.effects.some((effect) => effect.type === 'notify' && effect.template === 'order_conflict'))
  },
  'what was sent once is never called invalid': ({ before, after }) => {
    if (before.state !== 'invalid' && after.state === 'invalid') assert.equal(after.context.attempt, 0)
  },
  'an upload is asked for by the start of an attempt and by nothing else': ({ before, after, decision }) => {
    const uploads = (decision?.effects ?? []).filter(({ type }) => type === 'upload_to_bureau')
    const isStart = after.context.attempt > before.context.attempt
    assert.deepEqual(uploads, isStart ? [{ type: 'upload_to_bureau', attempt: after.context.attempt }] : [])
    assert.equal(isStart, before.state !== 'bureau_submitting' && after.state === 'bureau_submitting')
  },
  'the registry changes with success and with a number that comes too late': ({ before, after, event, decision }) => {
    const changes = (decision?.effects ?? []).filter(({ type }) => type === 'change_registry')
    const succeeds = before.state !== 'completed' && after.state === 'completed'
    const tooLate = event.type === 'filing_registered' && !decision?.ignored && !ORDER_STATES[before.state].open
    assert.equal(changes.length, succeeds || tooLate ? 1 : 0)
  },
  'the content is erased when an order expires whose policy keeps nothing': ({ before, after, decision }) => {
    const erased = (decision?.effects ?? []).some(({ type }) => type === 'erase_content')
    const expires = before.state !== 'expired' && after.state === 'expired'
    assert.equal(erased, expires && after.context.policy.validity.content === 'deleted')
  },

  'no order is in a state that its type does not know': ({ after: { state, context } }) => {
    const flags = effectiveFlags(context)
    if (!flags.bureau) assert.ok(!AT_OR_NEAR_BUREAU.includes(state), state)
    if (!flags.initialReview) assert.notEqual(state, 'initial_review')
    if (!flags.initialReview) assert.equal(context.round, 0)
    if (!flags.ownerConfirmation) assert.notEqual(state, 'owner_confirmation')
    if (!flags.counterpartyConfirmation) assert.notEqual(state, 'counterparty_confirmation')
    if (!flags.filesAnew) assert.notEqual(state, 'invalid')
    if (flags.smsPersons.length === 0) assert.notEqual(state, 'sms_verification')
  },
  'only a type that may be withdrawn is': ({ before, event, refusal }) => {
    if (event.type === 'withdraw' && !effectiveFlags(before.context).withdrawable) assert.ok(refusal)
  },
  'nobody abandons or withdraws while the bureau has the order': ({ before, event, refusal }) => {
    const isSent = ['bureau_submitting', 'sms_verification', 'bureau_review'].includes(before.state)
    if (isSent && ['abandon', 'withdraw', 'save', 'submit'].includes(event.type)) assert.ok(refusal)
  },
  'what goes to the bureau was reviewed as it stands': ({ before, after }) => {
    if (after.state !== 'bureau_submitting' || before.state === 'bureau_submitting') return
    assert.equal(after.context.reviewedHash, after.context.contentHash)
  },

  'the deadlines of an order are those of its state, and of a link that runs': ({ after, deadlines, enteredAt, fired }) => {
    const left = declaredDeadlines(after.state, after.context, enteredAt).filter((name) => !fired.includes(name))
    const names = deadlines.map(({ name }) => name).filter((name) => name !== 'authenticity_link')
    assert.deepEqual(names.toSorted(), left.toSorted())
    if (names.length < deadlines.length) assert.ok(WITH_APPLICANT.includes(after.state), `a link runs in ${after.state}`)
  },
  'every deadline has a moment': ({ deadlines }) => {
    for (const { dueAt } of deadlines) assert.match(dueAt, /^20\d\d-/)
  },
  'a deadline that is set finds its use': ({ before, event, decision, deadlines }) => {
    const wasSet = event.type === 'timer' && !deadlines.some(({ name }) => name === event.name) && decision!.ignored
    if (wasSet) assert.ok(!declaredDeadlines(before.state, before.context, AT).includes(event.name))
  },
  'saving sets and ends no deadline': ({ event, decision }) => {
    if (event.type === 'save' && decision) assert.deepEqual([decision.timersToSet, decision.timersToCancel], [[], []])
  }
}

const RETURNS: string[] = ['sms_failed', 'bureau_returned', 'bureau_rejected_by_reviewer', 'bureau_refused']
const WITH_APPLICANT: OrderState[] = ['draft', 'correction_requested', 'initial_rejected', 'sms_returned', 'bureau_rejected']
const AT_OR_NEAR_BUREAU: OrderState[] = [
  'bureau_queue', 'bureau_submitting', 'bureau_submission_failed', 'sms_verification', 'bureau_review', 'sms_returned', 'bureau_rejected'
]

function isAboutAttempt (event: OrderEvent): event is Extract<OrderEvent, { attempt: number }> {
  return isFact(event) && !['filing_found', 'authenticity_link_issued', 'authenticity_checked', 'material_changed'].includes(event.type)
}
