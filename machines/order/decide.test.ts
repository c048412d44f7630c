import t from 'tap'
import { begin, decide, reasonsToRefuse } from './decide.ts'
import type { OrderSnapshot } from './decide.ts'
import type { OrderBirth } from './order-context.ts'
import type { OrderRequest } from './order-events.ts'
import { POLICY_PRESETS } from './policy/policy-presets.ts'
import { A_FINDING, aFact, anOrder, aRequest, aTimer, AT } from './testing/orders.ts'

const HOUR_MS = 3_600_000
const BIRTH = {
  orderType: 'first_filing', province: 'guangdong', createdAt: AT, policy: POLICY_PRESETS.huawei, contentHash: 'a', findings: []
} as const satisfies OrderBirth
const refusal = (order: OrderSnapshot, event: OrderRequest) => reasonsToRefuse(order, event).map(({ code }) => code)

t.test('a new order is a draft with its reminders and its expiry', async (t) => {
  const { next, timersToSet } = begin(BIRTH)
  t.equal(next.state, 'draft')
  t.strictSame(timersToSet.map((timer) => [timer.name, 'afterMs' in timer && timer.afterMs / HOUR_MS / 24]), [
    ['reminder_1', 7], ['reminder_2', 15], ['reminder_3', 30], ['expiry', 45]
  ])
})

t.test('a deadline that the policy turns off is not set', async (t) => {
  const { timersToSet } = begin({
    ...BIRTH, policy: { ...POLICY_PRESETS.huawei, reminderDays: [10] }
  })
  t.strictSame(timersToSet.map(({ name }) => name), ['reminder_1', 'expiry'])
})

t.test('saving does not restart the idle clock', async (t) => {
  const { timersToSet, timersToCancel } = decide(anOrder('draft'), aRequest('save'))
  t.strictSame([timersToSet, timersToCancel], [[], []])
})

t.test('submitting stops the idle clock', async (t) => {
  const { timersToCancel } = decide(anOrder('draft'), aRequest('submit'))
  t.strictSame(timersToCancel, ['authenticity_link', 'reminder_1', 'reminder_2', 'reminder_3', 'expiry'])
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
  const rule = { field: 'service.domains[0].expiresOn', code: 'DOMAIN_TOO_SHORT', severity: 'reject', stage: 'rules' } as const
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
    ['initial_review', 'withdraw', 'withdrawDuringReview'],
    ['initial_review', 'request_correction', 'softReturn'],
    ['initial_rejected', 'withdraw', 'withdrawRejected'],
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
  const closed = { validity: { ...POLICY_PRESETS.huawei.validity, mayReopen: false } }
  t.strictSame(refusal(anOrder('expired', {}, closed), aRequest('submit')), ['policy_forbids'])
  t.strictSame(refusal(anOrder('expired', {}, closed), aRequest('save')), ['policy_forbids'])
})

t.test('an SMS return is sent again unchanged by staff, by the applicant only if the policy says so', async (t) => {
  const applicant = { by: { id: 'a', role: 'applicant' } }
  t.strictSame(refusal(anOrder('sms_returned'), aRequest('resend', applicant)), ['role_not_allowed'])
  t.strictSame(refusal(anOrder('sms_returned', {}, { mayResend: 'applicant' }), aRequest('resend', applicant)), [])
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
  t.strictSame(timersToSet, [{ name: 'hand_over', afterMs: 5000 }, { name: 'hand_over_watch', workingDays: 3 }])
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

t.test('a decision on which somebody has acted can no longer be taken back', async (t) => {
  const by = { id: 'lin', role: 'reviewer' }
  const window = { undoWindowMs: 60_000 }
  const rejected = decide(anOrder('initial_review', {}, window), aRequest('reject', { by })).next
  t.strictSame(refusal(decide(rejected, aRequest('save')).next, aRequest('undo', { by })), ['not_the_deciding_reviewer', 'undo_window_over'])
  const passed = decide(anOrder('initial_review', {}, window), aRequest('pass', { by })).next
  const rule = { field: 'service.domains[0].expiresOn', code: 'DOMAIN_TOO_SHORT', severity: 'reject', stage: 'rules' } as const
  const returned = decide(passed, aRequest('send_to_bureau', { findings: [rule] })).next
  t.equal(returned.state, 'correction_requested')
  t.ok(refusal(returned, aRequest('undo', { by })).length > 0)
})

t.test('a pass is taken back while the owner or the other account is asked, not once they have answered', async (t) => {
  const by = { id: 'lin', role: 'reviewer' }
  const cases = [['cancel_subject', 'owner_confirmation', 'applicant'], ['migrate_service', 'counterparty_confirmation', 'counterparty']] as const
  for (const [orderType, state, role] of cases) {
    const asked = decide(anOrder('initial_review', { orderType }, { undoWindowMs: 60_000 }), aRequest('pass', { by })).next
    t.equal(asked.state, state)
    const undone = decide(asked, aRequest('undo', { by })).next
    t.strictSame([undone.state, undone.context.decision, undone.context.reviewedHash], ['initial_review', null, null])
    const answer = { by: { id: 'somebody-else', role } }
    const confirmed = decide(asked, aRequest('confirm', answer)).next
    t.equal(confirmed.state, 'bureau_queue')
    t.strictSame(refusal(confirmed, aRequest('undo', { by })), ['not_the_deciding_reviewer', 'undo_window_over'])
    const declined = decide(asked, aRequest('decline', answer)).next
    t.strictSame([declined.state, declined.context.decision], ['draft', null])
    t.equal(decide(declined, aRequest('submit')).next.state, 'initial_review', 'and it may be submitted again')
  }
})

t.test('an owner who does not answer lets the order expire, another account only sends it back', async (t) => {
  t.equal(decide(anOrder('owner_confirmation', { orderType: 'cancel_subject' }), aTimer('owner_window')).next.state, 'expired')
  t.equal(decide(anOrder('counterparty_confirmation', { orderType: 'transfer' }), aTimer('counterparty_window')).next.state, 'draft')
})

t.test('after an approval a refusal of the upload is a conflict too; before one it found no use', async (t) => {
  const { next, effects } = decide(anOrder('bureau_review', { approved: true }), aFact('bureau_refused'))
  t.equal(next.state, 'bureau_review')
  t.strictSame(effects, [{ type: 'notify', template: 'order_conflict', audience: 'bureau_operators' }])
  t.equal(decide(anOrder('bureau_review'), aFact('bureau_refused')).ignored, true)
})

t.test('where only what was objected to may be edited, a return that names no field leaves all of them open', async (t) => {
  const onlyFindings = { onlyFindings: true }
  const edit = aRequest('save', { changed: ['subject.name'] })
  const returned = (findings: unknown[]) => decide(anOrder('bureau_review', {}, onlyFindings), aFact('bureau_returned', { findings })).next
  t.strictSame(refusal(returned([{ ...A_FINDING, stage: 'bureau' }]), edit), ['field_locked'])
  t.strictSame(refusal(returned([{ ...A_FINDING, stage: 'bureau', field: null }]), edit), [], 'it is about the whole order')
  t.strictSame(refusal(returned([]), edit), [], 'the bureau gave no reason')
})

t.test('where only what was objected to may be edited, the lock ends with the next submission and with a withdrawal', async (t) => {
  const rejected = decide(anOrder('initial_review', {}, { onlyFindings: true }), aRequest('reject')).next
  t.strictSame(rejected.context.returnedFields, ['service.name'])
  const rule = { field: 'subject.name', code: 'FIELD_MISSING', severity: 'reject', stage: 'rules' } as const
  const edit = aRequest('save', { changed: ['subject.name'] })
  t.strictSame(reasonsToRefuse(rejected, edit), [{ code: 'field_locked', field: 'subject.name' }])
  t.strictSame(refusal({ ...rejected, context: { ...rejected.context, findings: [rule] } }, edit), [], 'what a rule objects to today is open')
  const again = decide(rejected, aRequest('submit', { reason: 'as registered' })).next
  t.equal(again.context.returnedFields, null)
  t.strictSame(refusal(decide(again, aRequest('withdraw')).next, edit), [])
})

t.test('at Tencent a rejected order is withdrawn to edit all of it, not only what was objected to; its decision stands', async (t) => {
  const { tencent } = POLICY_PRESETS
  const by = { id: 'lin', role: 'reviewer' }
  const rejected = decide(anOrder('initial_review', {}, { ...tencent, undoWindowMs: 60_000 }), aRequest('reject', { by })).next
  const edit = aRequest('save', { changed: ['subject.name'] })
  t.strictSame([refusal(rejected, edit), refusal(rejected, aRequest('undo', { by }))], [['field_locked'], []])
  const { next, effects } = decide(rejected, aRequest('withdraw'))
  t.strictSame([next.state, refusal(next, edit), effects], ['draft', [], []])
  t.strictSame(refusal(next, aRequest('submit')), ['finding_open'], 'what was found is still to be put right, or answered')
  t.strictSame(refusal(next, aRequest('undo', { by })), ['not_in_this_state'], 'the applicant has acted on it')
  t.strictSame(refusal(anOrder('bureau_rejected', {}, tencent), aRequest('withdraw')), ['not_in_this_state'], 'after the bureau there is only submit')
})

t.test('a face check that is required counts for the person it was made with', async (t) => {
  const required = { authenticity: { requiredToSubmit: true, linkMinutes: 10 } }
  const checked = decide(anOrder('draft', {}, required), aFact('authenticity_checked')).next
  t.strictSame(refusal(checked, aRequest('submit')), [])
  const same = decide(checked, aRequest('save', { changed: ['service.name'] })).next
  t.strictSame(refusal(same, aRequest('submit')), [])
  const another = decide(checked, aRequest('save', { changed: ['service.principal.name'] })).next
  t.strictSame(refusal(another, aRequest('submit')), ['authenticity_check_required'])
})

t.test('an expired order that needs a new face check can have it, and go on', async (t) => {
  const expired = anOrder('expired', {}, { authenticity: { requiredToSubmit: true, linkMinutes: 10 } })
  t.strictSame(refusal(expired, aRequest('submit')), ['authenticity_check_required'])
  const { next, timersToSet } = decide(expired, aFact('authenticity_checked'))
  t.strictSame([next.state, timersToSet, refusal(next, aRequest('submit'))], ['expired', [], []])
})

t.test('a bureau operator\'s objection after the review is no decision of it: nobody takes it back', async (t) => {
  const by = { id: 'lin', role: 'admin' }
  const passed = decide(anOrder('initial_review', {}, { undoWindowMs: 60_000 }), aRequest('pass', { by })).next
  for (const type of ['reject', 'request_correction'] as const) {
    t.strictSame(refusal(decide(passed, aRequest(type, { by })).next, aRequest('undo', { by })), ['not_the_deciding_reviewer', 'undo_window_over'])
  }
})

t.test('a cancellation is never withdrawn, whatever the policy', async (t) => {
  for (const orderType of ['cancel_access', 'cancel_service', 'cancel_subject'] as const) {
    for (const state of ['initial_review', 'bureau_queue', 'bureau_submission_failed'] as const) {
      t.strictSame(refusal(anOrder(state, { orderType }), aRequest('withdraw')), ['never_withdrawable'], `${orderType} in ${state}`)
    }
  }
})

t.test('a cancellation that comes back is corrected and goes on like any order', async (t) => {
  for (const orderType of ['cancel_access', 'cancel_service', 'cancel_subject'] as const) {
    for (const state of ['correction_requested', 'initial_rejected', 'sms_returned', 'bureau_rejected'] as const) {
      t.equal(decide(anOrder(state, { orderType }), aRequest('submit')).next.state, 'initial_review', `${orderType} in ${state}`)
      t.equal(decide(anOrder(state, { orderType }, POLICY_PRESETS.tencent), aRequest('submit')).next.state, 'bureau_queue', 'where none is reviewed')
    }
  }
})

t.test('deciding changes nothing that it was given', async (t) => {
  const order = anOrder('initial_review', { findings: [A_FINDING] })
  const before = structuredClone(order)
  decide(order, aRequest('pass'))
  decide(order, aRequest('reject'))
  t.strictSame(order, before)
})

t.test('a hand-over begins anew: nobody has verified, nothing is assumed or approved, and old objections of the bureau are gone', async (t) => {
  const order = anOrder('sms_returned', {
    smsVerified: ['subject_principal'], smsAssumed: true, approved: true, findings: [{ ...A_FINDING, stage: 'bureau' }]
  })
  const { smsVerified, smsAssumed, approved, findings } = decide(order, aRequest('resend')).next.context
  t.strictSame([smsVerified, smsAssumed, approved, findings], [[], false, false, []])
})

t.test('a pass settles what people objected to, and leaves what the rules say', async (t) => {
  const rule = { field: 'subject.name', code: 'FIELD_SHORT', severity: 'warn', stage: 'rules' } as const
  const { findings, reviewedHash } = decide(anOrder('initial_review', { findings: [rule, A_FINDING], reviewedHash: null }), aRequest('pass')).next.context
  t.strictSame([findings, reviewedHash], [[rule], 'content-1'])
})

t.test('an expired order that the bureau has registered after all is not reopened: it would be filed twice', async (t) => {
  const { next } = decide(anOrder('expired', { attempt: 1 }), aFact('filing_registered'))
  t.equal(next.state, 'expired')
  t.strictSame(refusal(next, aRequest('submit')), ['already_registered'])
  t.strictSame(refusal(next, aRequest('save')), ['already_registered'])
  t.strictSame(refusal(next, aRequest('abandon')), [])
})
