import t from 'tap'
import { decide } from './decide.ts'
import { IllegalTransition } from './order-errors.ts'
import { FACT_TYPES, REQUEST_TYPES, type OrderEvent } from './order-events.ts'
import { orderMachine } from './order-machine.ts'
import { ORDER_STATES, type OrderState } from './order-states.ts'
import { aFact, anOrder, aRequest, aTimer } from './testing/orders.ts'

const STATES = Object.keys(ORDER_STATES) as OrderState[]
const FINAL: OrderState[] = ['completed', 'abandoned', 'expired', 'invalid']
const TIMERS = ['reminder_1', 'reminder_2', 'reminder_3', 'expiry', 'hand_over', 'sms_warning_1', 'sms_warning_2', 'sms_window']

/** Where each event leads; all that is not listed ends `otherwise`. */
function table (events: Record<string, OrderEvent>, otherwise: 'refused' | 'ignored') {
  return Object.fromEntries(STATES.map((state) => [state, Object.fromEntries(
    Object.entries(events).flatMap(([name, event]) => {
      const outcome = outcomeOf(state, event)
      return outcome === otherwise ? [] : [[name, outcome]]
    }))]))
}

function outcomeOf (state: OrderState, event: OrderEvent): string {
  try {
    const { next, ignored } = decide(anOrder(state), event)
    return ignored ? 'ignored' : next.state
  } catch (error) {
    if (error instanceof IllegalTransition) return 'refused'
    throw error
  }
}

const APPLICANTS_TURN = { submit: 'initial_review', abandon: 'abandoned' }

t.test('every request in every state', async (t) => {
  const requests = Object.fromEntries(REQUEST_TYPES.map((type) => [type, aRequest(type)]))
  t.strictSame(table(requests, 'refused'), {
    draft: { save: 'draft', ...APPLICANTS_TURN },
    initial_review: { withdraw: 'draft', request_correction: 'correction_requested', reject: 'initial_rejected', pass: 'bureau_queue' },
    correction_requested: { save: 'correction_requested', ...APPLICANTS_TURN },
    initial_rejected: { save: 'initial_rejected', ...APPLICANTS_TURN },
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

t.test('every fact in every state', async (t) => {
  const facts = Object.fromEntries(FACT_TYPES.map((type) => [type, aFact(type)]))
  const remarks = (state: OrderState) => ({ authenticity_checked: state, material_changed: state })
  const neverSent = (state: OrderState) => ({ filing_found: 'invalid', ...remarks(state) })
  const bad = { sms_failed: 'sms_returned', bureau_returned: 'bureau_rejected', bureau_rejected_by_reviewer: 'bureau_rejected' }
  const good = { bureau_approved: 'bureau_review', filing_registered: 'completed' }
  t.strictSame(table(facts, 'ignored'), {
    draft: neverSent('draft'),
    initial_review: neverSent('initial_review'),
    correction_requested: neverSent('correction_requested'),
    initial_rejected: neverSent('initial_rejected'),
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

t.test('every deadline in every state', async (t) => {
  const idle = (state: OrderState) => ({ reminder_1: state, reminder_2: state, reminder_3: state, expiry: 'expired' })
  const expected: Record<string, object> = Object.fromEntries(STATES.map((state) => [state, {}]))
  for (const state of ['draft', 'correction_requested', 'initial_rejected', 'sms_returned', 'bureau_rejected'] as const) {
    expected[state] = idle(state)
  }
  expected.bureau_queue = { hand_over: 'bureau_queue' }
  expected.sms_verification = { sms_warning_1: 'sms_verification', sms_warning_2: 'sms_verification', sms_window: 'bureau_review' }
  t.strictSame(table(Object.fromEntries(TIMERS.map((name) => [name, aTimer(name)])), 'ignored'), expected)
})

t.test('a number for an order sent earlier completes it in every open state', async (t) => {
  for (const state of STATES.filter((state) => !FINAL.includes(state))) {
    const { next } = decide(anOrder(state, { attempt: 1 }), aFact('filing_registered'))
    t.equal(next.state, 'completed', `from ${state}`)
    t.equal(next.context.filing?.subjectNumber, '粤ICP备26000001号')
  }
})

t.test('a number for an order that has ended goes to an operator and moves nothing', async (t) => {
  for (const state of ['abandoned', 'expired', 'invalid'] as const) {
    const { next, effects } = decide(anOrder(state, { attempt: 1 }), aFact('filing_registered'))
    t.equal(next.state, state)
    t.strictSame(effects, [{ type: 'notify', template: 'order_conflict', audience: 'bureau_operators' }])
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
  t.match(chart.states.initial_review.on.pass[1].guard, { type: 'all', params: { of: ['byReviewer', 'isSecondReviewer'] } })
  t.match(chart.states.sms_verification.after.SMS_WINDOW, { target: 'bureau_review' })
})
