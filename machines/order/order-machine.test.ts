import t from 'tap'
import { decide } from './decide.ts'
import { orderDelays } from './order-delays.ts'
import { FACT_TYPES, REQUEST_TYPES, type OrderEvent } from './order-events.ts'
import { orderMachine } from './order-machine.ts'
import { ORDER_STATES, type OrderState } from './order-states.ts'
import { aFact, anOrder, aRequest, aTimer, AT } from './testing/orders.ts'
import { effectsOf, outcome } from './testing/what-happens.ts'

const STATES = Object.keys(ORDER_STATES) as OrderState[]
const FINAL: OrderState[] = ['completed', 'abandoned', 'expired', 'invalid']

/** Where each event leads a first filing under huawei; all that is refused or ignored is left out. */
function table (events: Record<string, OrderEvent>) {
  return Object.fromEntries(STATES.map((state) => [state, Object.fromEntries(
    Object.entries(events).flatMap(([name, event]) => {
      const result = outcome(anOrder(state), event)
      return /refused|ignored/.test(result) ? [] : [[name, result]]
    }))]))
}

const BY_COUNTERPARTY = { by: { id: 'somebody-else', role: 'counterparty' } }
const APPLICANTS_TURN = { submit: 'initial_review', abandon: 'abandoned' }

t.test('every request in every state', async (t) => {
  const requests = {
    ...Object.fromEntries(REQUEST_TYPES.map((type) => [type, aRequest(type)])),
    confirm_by_counterparty: aRequest('confirm', BY_COUNTERPARTY),
    decline_by_counterparty: aRequest('decline', BY_COUNTERPARTY)
  }
  t.strictSame(table(requests), {
    draft: { save: 'draft', ...APPLICANTS_TURN },
    initial_review: { withdraw: 'draft', request_correction: 'correction_requested', reject: 'initial_rejected', pass: 'bureau_queue' },
    correction_requested: { save: 'correction_requested', ...APPLICANTS_TURN },
    initial_rejected: { save: 'initial_rejected', ...APPLICANTS_TURN },
    owner_confirmation: { abandon: 'abandoned', confirm: 'bureau_queue', decline: 'draft' },
    counterparty_confirmation: { abandon: 'abandoned', confirm_by_counterparty: 'bureau_queue', decline_by_counterparty: 'draft' },
    bureau_queue: { withdraw: 'draft', request_correction: 'correction_requested', reject: 'initial_rejected', send_to_bureau: 'bureau_submitting' },
    bureau_submitting: {},
    bureau_submission_failed: { withdraw: 'draft', request_correction: 'correction_requested', reject: 'initial_rejected', send_to_bureau: 'bureau_submitting' },
    sms_verification: { confirm: 'bureau_review' },
    bureau_review: {},
    sms_returned: { save: 'sms_returned', ...APPLICANTS_TURN, resend: 'bureau_submitting' },
    bureau_rejected: { save: 'bureau_rejected', ...APPLICANTS_TURN },
    completed: {},
    abandoned: {},
    expired: { save: 'expired', ...APPLICANTS_TURN },
    invalid: {}
  })
})

t.test('a decision may be taken back wherever it led', async (t) => {
  const decision = { by: 'somebody', at: AT }
  const states = STATES.filter((state) => outcome(anOrder(state, { decision }, { undoWindowMs: 1000 }), aRequest('undo')) === 'initial_review')
  t.strictSame(states, ['correction_requested', 'initial_rejected', 'owner_confirmation', 'counterparty_confirmation', 'bureau_queue'])
})

t.test('every fact in every state', async (t) => {
  const facts = Object.fromEntries(FACT_TYPES.map((type) => [type, aFact(type)]))
  const remarks = (state: OrderState) => ({ authenticity_link_issued: state, authenticity_checked: state, material_changed: state })
  const neverSent = (state: OrderState) => ({ filing_found: 'invalid', ...remarks(state) })
  const bad = { sms_failed: 'sms_returned', bureau_returned: 'bureau_rejected', bureau_rejected_by_reviewer: 'bureau_rejected' }
  const good = { bureau_approved: 'bureau_review', filing_registered: 'completed' }
  t.strictSame(table(facts), {
    draft: neverSent('draft'),
    initial_review: neverSent('initial_review'),
    correction_requested: neverSent('correction_requested'),
    initial_rejected: neverSent('initial_rejected'),
    owner_confirmation: neverSent('owner_confirmation'),
    counterparty_confirmation: neverSent('counterparty_confirmation'),
    bureau_queue: neverSent('bureau_queue'),
    bureau_submitting: {
      bureau_accepted: 'sms_verification',
      bureau_refused: 'bureau_submission_failed',
      sms_completed: 'bureau_review',
      sms_person_verified: 'bureau_submitting',
      ...bad,
      ...good,
      ...remarks('bureau_submitting')
    },
    bureau_submission_failed: { ...good, ...remarks('bureau_submission_failed') },
    sms_verification: { sms_completed: 'bureau_review', sms_person_verified: 'sms_verification', ...bad, ...good, ...remarks('sms_verification') },
    bureau_review: { ...bad, ...good, ...remarks('bureau_review') },
    sms_returned: { ...good, ...remarks('sms_returned') },
    bureau_rejected: { ...good, ...remarks('bureau_rejected') },
    completed: { filing_registered: 'completed', ...remarks('completed') },
    abandoned: remarks('abandoned'),
    expired: remarks('expired'),
    invalid: remarks('invalid')
  })
})

t.test('a fact of an earlier attempt finds no use in any state', async (t) => {
  const ofAttempts = FACT_TYPES.filter((type) => !['filing_found', 'authenticity_link_issued', 'authenticity_checked', 'material_changed'].includes(type))
  for (const state of STATES) {
    for (const type of ofAttempts) t.equal(outcome(anOrder(state, { attempt: 2 }), aFact(type)), 'ignored', `${type} in ${state}`)
  }
})

t.test('every deadline in every state', async (t) => {
  const timers = Object.fromEntries(Object.keys(orderDelays).map((name) => [name.toLowerCase(), aTimer(name.toLowerCase())]))
  const reminded = (state: OrderState) => ({ reminder_1: state, reminder_2: state, reminder_3: state })
  const mine = (state: OrderState) => ({ ...reminded(state), expiry: 'expired', authenticity_link: state })
  t.strictSame(table(timers), {
    draft: mine('draft'),
    initial_review: { review_watch: 'initial_review' },
    correction_requested: mine('correction_requested'),
    initial_rejected: mine('initial_rejected'),
    owner_confirmation: { ...reminded('owner_confirmation'), owner_window: 'expired' },
    counterparty_confirmation: { counterparty_reminder: 'counterparty_confirmation', counterparty_window: 'draft' },
    bureau_queue: { hand_over: 'bureau_queue', hand_over_watch: 'bureau_queue' },
    bureau_submitting: { submission_watch: 'bureau_submitting' },
    bureau_submission_failed: { hand_over_watch: 'bureau_submission_failed' },
    sms_verification: { sms_warning_1: 'sms_verification', sms_warning_2: 'sms_verification', sms_window: 'bureau_review' },
    bureau_review: { bureau_watch: 'bureau_review' },
    sms_returned: { ...mine('sms_returned'), resend_due: 'sms_returned' },
    bureau_rejected: mine('bureau_rejected'),
    completed: {},
    abandoned: {},
    expired: {},
    invalid: {}
  })
})

t.test('every deadline that moves nothing tells somebody', async (t) => {
  const told = (state: OrderState, name: string) => effectsOf(anOrder(state), aTimer(name))
  t.strictSame(told('initial_review', 'review_watch'), ['order_review_overdue to reviewers'])
  t.strictSame(told('bureau_queue', 'hand_over_watch'), ['order_hand_over_overdue to bureau_operators'])
  t.strictSame(told('bureau_submitting', 'submission_watch'), ['order_submission_overdue to bureau_operators'])
  t.strictSame(told('bureau_submission_failed', 'hand_over_watch'), ['order_hand_over_overdue to bureau_operators'])
  t.strictSame(told('bureau_review', 'bureau_watch'), ['order_bureau_overdue to bureau_operators', 'order_bureau_overdue to applicant'])
  t.strictSame(told('sms_verification', 'sms_warning_2'), ['order_sms_warning to owners'])
  t.strictSame(told('draft', 'authenticity_link'), ['order_authenticity_link_over to applicant'])
  t.strictSame(told('counterparty_confirmation', 'counterparty_reminder'), ['order_counterparty_reminder to counterparty'])
  t.strictSame(told('counterparty_confirmation', 'counterparty_window'), ['order_counterparty_silent to applicant', 'order_counterparty_silent to counterparty'])
})

t.test('a number for an order sent earlier completes it in every open state', async (t) => {
  for (const state of STATES.filter((state) => !FINAL.includes(state))) {
    const { next } = decide(anOrder(state, { attempt: 1 }), aFact('filing_registered'))
    t.equal(next.state, 'completed', `from ${state}`)
    t.equal(next.context.filing?.subjectNumber, '粤ICP备26000001号')
  }
})

t.test('a number for an order that has ended changes the register, goes to an operator and moves nothing', async (t) => {
  for (const state of FINAL) {
    const order = anOrder(state, { attempt: 1 })
    t.equal(outcome(order, aFact('filing_registered')), state)
    t.strictSame(effectsOf(order, aFact('filing_registered')), ['order_conflict to bureau_operators', 'change_registry subject_and_service_added'])
  }
})

t.test('every state is reached from a draft, and from every state a final one is reached', async (t) => {
  const next = (state: OrderState) => {
    const { transitions } = orderMachine.states[state] as unknown as {
      transitions: Map<string, Array<{ target?: Array<{ key: string }> }>>
    }
    return [...transitions.values()].flat().flatMap(({ target }) => target ?? []).map(({ key }) => key as OrderState)
  }
  const reachedFrom = (start: OrderState) => {
    const seen = new Set<OrderState>([start])
    for (const state of seen) next(state).forEach((target) => seen.add(target))
    return seen
  }
  t.strictSame([...reachedFrom('draft')].sort(), [...STATES].sort())
  for (const state of STATES) t.ok(FINAL.some((final) => reachedFrom(state).has(final)), `${state} comes to an end`)
})

t.test('the chart has the states that are labelled, no more and no fewer', async (t) => {
  t.strictSame(Object.keys(orderMachine.states).sort(), [...STATES].sort())
})

t.test('the chart is data: it survives JSON, guards and deadlines included', async (t) => {
  const chart = JSON.parse(JSON.stringify(orderMachine.config))
  type Pass = { target?: string, guard: { params: object } }
  t.strictSame(chart.states.initial_review.on.pass.map(({ target, guard }: Pass) => [target, guard.params]), [
    [undefined, { of: ['byReviewer', 'awaitsFirstPass'] }],
    ['owner_confirmation', { of: ['asksOwner', 'byReviewer', 'isSecondReviewer'] }],
    ['counterparty_confirmation', { of: ['asksCounterparty', 'byReviewer', 'isSecondReviewer'] }],
    ['bureau_queue', { of: ['goesToBureau', 'byReviewer', 'isSecondReviewer'] }],
    ['completed', { of: ['byReviewer', 'isSecondReviewer'] }]
  ])
  t.match(chart.states.sms_verification.after.SMS_WINDOW, { target: 'bureau_review' })
})
