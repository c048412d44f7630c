import t from 'tap'
import { begin, decide, reasonsToRefuse } from './decide.ts'
import type { OrderSnapshot } from './decide.ts'
import type { OrderRequest } from './order-events.ts'
import { POLICY_PRESETS, checkOrderPolicy } from './order-policy.ts'
import { A_FINDING, aFact, anOrder, aRequest, aTimer, AT } from './testing/orders.ts'

const HOUR_MS = 3_600_000
const refusal = (order: OrderSnapshot, event: OrderRequest) => reasonsToRefuse(order, event).map(({ code }) => code)

t.test('a new order is a draft with its reminders and its expiry', async (t) => {
  const { next, timersToSet } = begin({ orderType: 'first_filing', policy: POLICY_PRESETS.huawei, contentHash: 'a', findings: [] })
  t.equal(next.state, 'draft')
  t.strictSame(timersToSet.map((timer) => [timer.name, 'afterMs' in timer && timer.afterMs / HOUR_MS / 24]), [
    ['reminder_1', 7], ['reminder_2', 15], ['reminder_3', 30], ['expiry', 45]
  ])
})

t.test('a deadline that the policy turns off is not set', async (t) => {
  const { timersToSet } = begin({
    orderType: 'first_filing', policy: { ...POLICY_PRESETS.huawei, reminderDays: [10] }, contentHash: 'a', findings: []
  })
  t.strictSame(timersToSet.map(({ name }) => name), ['reminder_1', 'expiry'])
})

t.test('saving does not restart the idle clock', async (t) => {
  const { timersToSet, timersToCancel } = decide(anOrder('draft'), aRequest('save'))
  t.strictSame([timersToSet, timersToCancel], [[], []])
})

t.test('submitting stops the idle clock', async (t) => {
  const { timersToCancel } = decide(anOrder('draft'), aRequest('submit'))
  t.strictSame(timersToCancel, ['reminder_1', 'reminder_2', 'reminder_3', 'expiry'])
})

t.test('a refusal names the request, the state and the reasons', async (t) => {
  const refuse = () => decide(anOrder('bureau_review'), aRequest('withdraw'))
  t.throws(refuse, { code: 'illegal_transition', details: { state: 'bureau_review', request: 'withdraw', reasons: [{ code: 'not_in_this_state' }] } })
})

t.test('an open finding blocks a submission and is named with its field', async (t) => {
  const rule = { field: 'subject.name', code: 'FIELD_MISSING', severity: 'reject', stage: 'rules' } as const
  t.strictSame(reasonsToRefuse(anOrder('draft'), aRequest('submit', { findings: [rule] })),
    [{ code: 'finding_open', field: 'subject.name', finding: 'FIELD_MISSING' }])
  t.strictSame(refusal(anOrder('draft'), aRequest('submit', { findings: [{ ...rule, severity: 'warn' }] })), [], 'a warning does not')
})

t.test('what a person objected to blocks until its field changes or a reason answers it', async (t) => {
  const order = anOrder('initial_rejected', { findings: [A_FINDING] })
  t.strictSame(refusal(order, aRequest('submit')), ['finding_open'])
  t.strictSame(refusal(order, aRequest('submit', { reason: 'it is the registered name' })), [])
  const untouched = decide(order, aRequest('save', { changed: ['service.remark'] })).next
  t.strictSame(refusal(untouched, aRequest('submit')), ['finding_open'])
  const changed = decide(order, aRequest('save', { changed: ['service.name'] })).next
  t.strictSame(refusal(changed, aRequest('submit')), [])
})

t.test('a finding closes when something inside its field changes', async (t) => {
  const order = anOrder('initial_rejected', { findings: [{ ...A_FINDING, field: 'service.domains' }] })
  const { next } = decide(order, aRequest('save', { changed: ['service.domains[0].expiresOn'] }))
  t.strictSame(next.context.findings, [])
})

t.test('an order corrected after a soft return is marked as resubmitted, after a rejection not', async (t) => {
  t.equal(decide(anOrder('correction_requested'), aRequest('submit')).next.context.resubmitted, true)
  t.equal(decide(anOrder('initial_rejected', { resubmitted: true }), aRequest('submit')).next.context.resubmitted, false)
})

t.test('a submission starts a round of review, a hand-over an attempt', async (t) => {
  t.equal(decide(anOrder('draft', { round: 3 }), aRequest('submit')).next.context.round, 4)
  const { next, effects } = decide(anOrder('bureau_queue', { attempt: 1 }), aRequest('send_to_bureau'))
  t.equal(next.context.attempt, 2)
  t.strictSame(effects, [{ type: 'upload_to_bureau', attempt: 2 }])
})

t.test('rules that fail on the day of the hand-over return the order with the new findings', async (t) => {
  const rule = { field: 'domain.expiresOn', code: 'DOMAIN_TOO_SHORT', severity: 'reject', stage: 'rules' } as const
  const { next } = decide(anOrder('bureau_queue'), aRequest('send_to_bureau', { findings: [rule] }))
  t.equal(next.state, 'correction_requested')
  t.strictSame(next.context.findings, [rule])
  t.equal(next.context.attempt, 0, 'nothing was sent')
})

t.test('an objection without a finding is refused', async (t) => {
  t.strictSame(refusal(anOrder('initial_review'), aRequest('reject', { findings: [] })), ['findings_required'])
})

t.test('only a reviewer passes, only a bureau operator hands over', async (t) => {
  const by = { id: 'a', role: 'bureau_operator' }
  t.strictSame(refusal(anOrder('initial_review'), aRequest('pass', { by })), ['role_not_allowed'])
  t.strictSame(refusal(anOrder('bureau_queue'), aRequest('send_to_bureau', { by: { id: 'a', role: 'reviewer' } })), ['role_not_allowed'])
})

t.test('under four-eyes the first pass is kept and another person must pass too', async (t) => {
  const first = decide(anOrder('initial_review', {}, { fourEyes: true }), aRequest('pass', { by: { id: 'lin', role: 'reviewer' } }))
  t.equal(first.next.state, 'initial_review')
  t.strictSame(refusal(first.next, aRequest('pass', { by: { id: 'lin', role: 'reviewer' } })), ['second_reviewer_required'])
  t.equal(decide(first.next, aRequest('pass', { by: { id: 'wei', role: 'reviewer' } })).next.state, 'bureau_queue')
})

t.test('each policy switch opens or closes its transition', async (t) => {
  const cases = [
    ['bureau_queue', 'withdraw', 'withdrawAfterPassing'],
    ['bureau_submission_failed', 'withdraw', 'withdrawAfterFailedSubmission'],
    ['initial_review', 'abandon', 'abandonDuringReview'],
    ['bureau_queue', 'abandon', 'abandonAfterPassing'],
    ['bureau_submission_failed', 'abandon', 'abandonAfterFailedSubmission'],
    ['bureau_queue', 'reject', 'objectAfterPassing']
  ] as const
  for (const [state, request, policy] of cases) {
    t.strictSame(refusal(anOrder(state, {}, { [policy]: true }), aRequest(request)), [], `${policy} on`)
    t.strictSame(refusal(anOrder(state, {}, { [policy]: false }), aRequest(request)), ['policy_forbids'], `${policy} off`)
  }
  const closed = { validity: { days: 45, mayReopen: false } }
  t.strictSame(refusal(anOrder('expired', {}, closed), aRequest('submit')), ['policy_forbids'])
  t.strictSame(refusal(anOrder('expired', {}, closed), aRequest('save')), ['policy_forbids'])
})

t.test('an SMS return is sent again unchanged by staff, by the applicant only if the policy says so', async (t) => {
  const applicant = { by: { id: 'a', role: 'applicant' } }
  t.strictSame(refusal(anOrder('sms_returned'), aRequest('resend', applicant)), ['role_not_allowed'])
  t.strictSame(refusal(anOrder('sms_returned', {}, { applicantMayResend: true }), aRequest('resend', applicant)), [])
  t.strictSame(refusal(anOrder('sms_returned', { contentHash: 'edited' }), aRequest('resend')), ['content_changed'])
})

t.test('a decision is taken back by whoever made it, within the window', async (t) => {
  const by = { id: 'lin', role: 'reviewer' }
  const { next } = decide(anOrder('initial_review', {}, { undoWindowMs: 60_000 }), aRequest('pass', { by }))
  const later = (seconds: number) => new Date(Date.parse(AT) + seconds * 1000).toISOString()
  t.equal(decide(next, aRequest('undo', { by, at: later(59) })).next.state, 'initial_review')
  t.strictSame(refusal(next, aRequest('undo', { by, at: later(60) })), ['undo_window_over'])
  t.strictSame(refusal(next, aRequest('undo', { by: { id: 'wei', role: 'reviewer' }, at: later(1) })), ['not_the_deciding_reviewer'])
})

t.test('with automatic hand-over the order asks to be sent when the time to undo is over', async (t) => {
  const { next, timersToSet } = decide(anOrder('initial_review', {}, { automaticHandOver: true, undoWindowMs: 5000 }), aRequest('pass'))
  t.strictSame(timersToSet, [{ name: 'hand_over', afterMs: 5000 }])
  t.strictSame(decide(next, aTimer('hand_over')).effects, [{ type: 'hand_over' }])
})

t.test('a fact of an earlier attempt changes nothing', async (t) => {
  const order = anOrder('sms_verification', { attempt: 2 })
  for (const type of ['bureau_approved', 'sms_failed', 'filing_registered', 'bureau_returned'] as const) {
    const { ignored, next } = decide(order, aFact(type, { attempt: 1 }))
    t.equal(ignored, true, type)
    t.equal(next, order)
  }
})

t.test('after an approval a return of the same attempt is a conflict for an operator', async (t) => {
  const order = anOrder('bureau_review', { approved: true })
  for (const type of ['sms_failed', 'bureau_returned', 'bureau_rejected_by_reviewer'] as const) {
    const { next, effects } = decide(order, aFact(type))
    t.equal(next.state, 'bureau_review', type)
    t.strictSame(effects, [{ type: 'notify', template: 'order_conflict', audience: 'bureau_operators' }])
  }
})

t.test('an SMS window that ends without a return counts as kept, and says so', async (t) => {
  const { next } = decide(anOrder('sms_verification'), aTimer('sms_window'))
  t.equal(next.state, 'bureau_review')
  t.equal(next.context.smsAssumed, true)
})

t.test('an upload accepted opens the SMS window with two warnings', async (t) => {
  const { timersToSet } = decide(anOrder('bureau_submitting'), aFact('bureau_accepted'))
  t.strictSame(timersToSet, [
    { name: 'sms_warning_1', afterMs: 6 * HOUR_MS },
    { name: 'sms_warning_2', afterMs: 20 * HOUR_MS },
    { name: 'sms_window', afterMs: 26 * HOUR_MS }
  ])
})

t.test('a policy that is not valid names every fault', async (t) => {
  t.throws(() => checkOrderPolicy({ ...POLICY_PRESETS.huawei, fourEyes: 'yes', undoWindowMs: -1 }), /fourEyes.*undoWindowMs/s)
  t.equal(checkOrderPolicy(POLICY_PRESETS.huawei).preset, 'huawei')
})

t.test('a decision on which somebody has acted can no longer be taken back', async (t) => {
  const by = { id: 'lin', role: 'reviewer' }
  const window = { undoWindowMs: 60_000 }
  const rejected = decide(anOrder('initial_review', {}, window), aRequest('reject', { by })).next
  t.strictSame(refusal(decide(rejected, aRequest('save')).next, aRequest('undo', { by })), ['not_the_deciding_reviewer', 'undo_window_over'])
  const passed = decide(anOrder('initial_review', {}, window), aRequest('pass', { by })).next
  const rule = { field: 'domain.expiresOn', code: 'DOMAIN_TOO_SHORT', severity: 'reject', stage: 'rules' } as const
  const returned = decide(passed, aRequest('send_to_bureau', { findings: [rule] })).next
  t.equal(returned.state, 'correction_requested')
  t.ok(refusal(returned, aRequest('undo', { by })).length > 0)
})
