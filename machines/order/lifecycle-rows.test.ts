import t from 'tap'
import { begin, decide } from './decide.ts'
import type { OrderPolicy } from './policy/order-policy.ts'
import type { OrderState } from './order-states.ts'
import { ORDER_TYPES, type OrderType } from './order-types.ts'
import { POLICY_PRESETS } from './policy/policy-presets.ts'
import { A_FINDING, aFact, anOrder, aRequest, aTimer, AT } from './testing/orders.ts'
import { effectsOf, outcome, timersSetBy } from './testing/what-happens.ts'

/**
 * Every row of lifecycle.md 2.2, by its number and its words, with our names of the states where they differ. Both sides of each
 * guard; a row that is partly decided elsewhere says where the rest is tested.
 */

const { huawei, alibaba, tencent, wechat } = POLICY_PRESETS
const BY_APPLICANT = { by: { id: 'somebody', role: 'applicant' } }
const RULE = { field: 'subject.name', code: 'FIELD_MISSING', severity: 'reject', stage: 'rules' } as const
const IDLE_CLOCK = ['reminder_1', 'reminder_2', 'reminder_3', 'expiry']
const CANCELLATIONS: OrderType[] = ['cancel_access', 'cancel_service', 'cancel_subject']

t.test('2.2 row 1: create - DRAFT (account, claims, type check and agreement are tested in services/orders/place-order.test.ts)', async (t) => {
  for (const orderType of Object.keys(ORDER_TYPES) as OrderType[]) {
    const birth = { orderType, province: 'guangdong', createdAt: AT, policy: huawei, contentHash: 'content-1', findings: [RULE] }
    const { next, effects, timersToSet } = begin(birth)
    t.equal(next.state, 'draft', orderType)
    t.strictSame([next.context.orderType, next.context.findings], [orderType, [RULE]], 'the type is fixed, an incomplete draft is welcome')
    t.strictSame([effects, timersToSet.map(({ name }) => name)], [[], IDLE_CLOCK])
  }
})

t.test('2.2 row 2: save - the same state, while the field may be edited', async (t) => {
  for (const state of ['draft', 'correction_requested', 'initial_rejected', 'bureau_rejected', 'sms_returned'] as const) {
    const { next, effects, timersToSet, timersToCancel } = decide(anOrder(state), aRequest('save', { contentHash: 'edited' }))
    t.strictSame([next.state, next.context.contentHash, effects, timersToSet, timersToCancel], [state, 'edited', [], [], []], state)
    const returned = anOrder(state, { returnedFields: ['service.domains'] }, tencent)
    t.equal(outcome(returned, aRequest('save', { changed: ['service.name'] })), 'refused: field_locked', `${state}, not objected to`)
    t.equal(outcome(returned, aRequest('save', { changed: ['service.domains[0].name'] })), state, `${state}, objected to`)
  }
  for (const state of ['initial_review', 'bureau_queue', 'bureau_submitting', 'sms_verification', 'bureau_review', 'completed'] as const) {
    t.equal(outcome(anOrder(state), aRequest('save')), 'refused: not_in_this_state', state)
  }
})

t.test('2.2 row 3: submit - DRAFT to REVIEW_WAITING (initial_review)', async (t) => {
  const draft = anOrder('draft')
  t.equal(outcome(draft, aRequest('submit')), 'initial_review')
  t.strictSame(effectsOf(draft, aRequest('submit')), ['order_submitted to applicant', 'order_submitted to reviewers'])
  t.strictSame(decide(draft, aRequest('submit')).timersToCancel, ['authenticity_link', ...IDLE_CLOCK], 'the idle clock stops')
  t.equal(outcome(draft, aRequest('submit', { findings: [RULE] })), 'refused: finding_open', 'a field or a material is missing')
  const verified = { authenticity: { requiredToSubmit: true, linkMinutes: 10 } }
  t.equal(outcome(anOrder('draft', {}, verified), aRequest('submit')), 'refused: authenticity_check_required')
  t.equal(outcome(anOrder('draft', { authenticityPassed: false }, verified), aRequest('submit')), 'refused: authenticity_check_required')
  t.equal(outcome(anOrder('draft', { authenticityPassed: true }, verified), aRequest('submit')), 'initial_review')
  t.equal(outcome(anOrder('draft', { orderType: 'cancel_access' }, verified), aRequest('submit')), 'initial_review', 'a type without the check')
})

t.test('2.2 row 4: withdraw - REVIEW_WAITING, REVIEW_WAITING_AGAIN, BUREAU_QUEUE to DRAFT', async (t) => {
  const from = [['initial_review', false, 'reviewers'], ['initial_review', true, 'reviewers'], ['bureau_queue', false, 'bureau_operators']] as const
  for (const [state, resubmitted, told] of from) {
    const order = anOrder(state, { resubmitted })
    t.equal(outcome(order, aRequest('withdraw')), 'draft', state)
    t.equal(decide(order, aRequest('withdraw')).next.context.contentHash, 'content-1', 'the content is kept')
    t.strictSame(effectsOf(order, aRequest('withdraw')), [`order_withdrawn to ${told}`], 'whoever has it open loses it')
    t.strictSame(timersSetBy(order, aRequest('withdraw')), IDLE_CLOCK, 'the idle clock starts again')
    t.equal(outcome(anOrder(state, { resubmitted }, alibaba), aRequest('withdraw')), 'refused: reason_required', 'Alibaba asks why')
    t.equal(outcome(anOrder(state, { resubmitted }, alibaba), aRequest('withdraw', { reason: 'typo' })), 'draft')
    for (const orderType of CANCELLATIONS) {
      t.equal(outcome(anOrder(state, { resubmitted, orderType }), aRequest('withdraw')), 'refused: never_withdrawable', orderType)
    }
  }
})

t.test('2.2 row 5: ask for correction - REVIEW_WAITING, REVIEW_WAITING_AGAIN to CORRECTION_ASKED (correction_requested)', async (t) => {
  for (const resubmitted of [false, true]) {
    const order = anOrder('initial_review', { resubmitted })
    t.equal(outcome(order, aRequest('request_correction')), 'correction_requested')
    t.equal(outcome(order, aRequest('request_correction', { findings: [] })), 'refused: findings_required', 'no opinion written')
    t.strictSame(effectsOf(order, aRequest('request_correction')), ['order_correction_requested to applicant'])
    t.strictSame(decide(order, aRequest('request_correction')).next.context.findings, [A_FINDING])
    t.strictSame(timersSetBy(order, aRequest('request_correction')), IDLE_CLOCK)
  }
})

t.test('2.2 row 6: reject - REVIEW_WAITING, REVIEW_WAITING_AGAIN to REVIEW_REJECTED (initial_rejected)', async (t) => {
  for (const resubmitted of [false, true]) {
    const order = anOrder('initial_review', { resubmitted })
    t.equal(outcome(order, aRequest('reject')), 'initial_rejected')
    t.equal(outcome(order, aRequest('reject', { findings: [] })), 'refused: findings_required')
    t.equal(outcome(order, aRequest('reject', BY_APPLICANT)), 'refused: role_not_allowed')
    t.strictSame(effectsOf(order, aRequest('reject')), ['order_initial_rejected to applicant'])
    t.strictSame(timersSetBy(order, aRequest('reject')), IDLE_CLOCK)
  }
})

t.test('2.2 row 7: reject for unreachable phone - as row 6, with a finding about the phone (who calls when is the reviewer\'s business)', async (t) => {
  const unreachable = { ...A_FINDING, field: 'subject.principal.mobile', code: 'PHONE_UNREACHABLE' }
  const { next } = decide(anOrder('initial_review'), aRequest('reject', { findings: [unreachable] }))
  t.strictSame([next.state, next.context.findings], ['initial_rejected', [unreachable]])
})

t.test('2.2 row 8: pass - REVIEW_WAITING, REVIEW_WAITING_AGAIN to BUREAU_QUEUE, claims to DONE, 注销主体 to OWNER_CONFIRM', async (t) => {
  const passes = (orderType: OrderType, resubmitted = false) => outcome(anOrder('initial_review', { orderType, resubmitted }), aRequest('pass'))
  t.strictSame([passes('first_filing'), passes('first_filing', true)], ['bureau_queue', 'bureau_queue'])
  t.strictSame([passes('claim'), passes('cancel_subject'), passes('migrate_service')], ['completed', 'owner_confirmation', 'counterparty_confirmation'])
  const order = anOrder('initial_review')
  t.equal(outcome(order, aRequest('pass', BY_APPLICANT)), 'refused: role_not_allowed')
  t.strictSame(effectsOf(order, aRequest('pass')), ['order_initial_passed to applicant', 'order_initial_passed to bureau_operators'])
  t.strictSame(effectsOf(anOrder('initial_review', { orderType: 'claim' }), aRequest('pass')), ['order_completed to applicant', 'change_registry filing_claimed'])
  const checkedTwice = { fourEyes: true }
  t.equal(outcome(anOrder('initial_review', {}, checkedTwice), aRequest('pass')), 'initial_review', 'one of two checks is done')
  t.equal(outcome(anOrder('initial_review', { firstPassBy: 'lin' }, checkedTwice), aRequest('pass')), 'bureau_queue')
})

t.test('2.2 row 9: applicant confirms cancellation - OWNER_CONFIRM to BUREAU_QUEUE', async (t) => {
  const order = anOrder('owner_confirmation', { orderType: 'cancel_subject' })
  const { next } = decide(order, aRequest('confirm'))
  t.strictSame([next.state, next.context.confirmations.owner], ['bureau_queue', true])
  t.strictSame(effectsOf(order, aRequest('confirm')), ['order_initial_passed to bureau_operators'])
  t.equal(outcome(order, aRequest('confirm', { by: { id: 'somebody', role: 'counterparty' } })), 'refused: role_not_allowed')
  t.equal(outcome(order, aRequest('decline')), 'draft')
  const passed = (policy: OrderPolicy) => outcome(anOrder('initial_review', { orderType: 'cancel_subject' }, policy), aRequest('pass'))
  t.strictSame([huawei, alibaba, wechat].map(passed), ['owner_confirmation', 'bureau_queue', 'bureau_queue'], 'Huawei only')
})

t.test('2.2 row 10: resubmit - CORRECTION_ASKED (correction_requested) to REVIEW_WAITING_AGAIN (initial_review, resubmitted)', async (t) => {
  const { next } = decide(anOrder('correction_requested'), aRequest('submit'))
  t.strictSame([next.state, next.context.resubmitted, next.context.round], ['initial_review', true, 2])
  t.equal(outcome(anOrder('correction_requested', { findings: [A_FINDING] }), aRequest('submit')), 'refused: finding_open')
  t.equal(outcome(anOrder('correction_requested'), aRequest('submit', { findings: [RULE] })), 'refused: finding_open')
})

t.test('2.2 row 11: resubmit - REVIEW_REJECTED, BUREAU_REJECTED, EXPIRED to REVIEW_WAITING, never straight to the bureau', async (t) => {
  for (const state of ['initial_rejected', 'bureau_rejected', 'expired'] as const) {
    const { next } = decide(anOrder(state, {}, tencent), aRequest('submit'))
    t.strictSame([next.state, next.context.resubmitted], ['initial_review', false], state)
    t.equal(outcome(anOrder(state), aRequest('submit', { findings: [RULE] })), 'refused: finding_open', state)
    t.equal(outcome(anOrder(state), aRequest('send_to_bureau')), 'refused: not_in_this_state', state)
  }
  t.equal(outcome(anOrder('expired', {}, alibaba), aRequest('submit')), 'refused: policy_forbids', 'Alibaba has deleted it')
})

t.test('2.2 row 12: submit to bureau - BUREAU_QUEUE, BUREAU_UPLOAD_FAILED to BUREAU_SMS or BUREAU_REVIEW, by way of bureau_submitting', async (t) => {
  for (const state of ['bureau_queue', 'bureau_submission_failed'] as const) {
    t.equal(outcome(anOrder(state), aRequest('send_to_bureau')), 'bureau_submitting', state)
    t.strictSame(effectsOf(anOrder(state), aRequest('send_to_bureau')), ['upload_to_bureau'])
    t.equal(outcome(anOrder(state), aRequest('send_to_bureau', { findings: [RULE] })), 'correction_requested', 'the rules do not hold today')
    t.equal(outcome(anOrder(state), aRequest('send_to_bureau', BY_APPLICANT)), 'refused: role_not_allowed')
  }
  const accepted = (orderType: OrderType) => outcome(anOrder('bureau_submitting', { orderType }), aFact('bureau_accepted'))
  t.strictSame([accepted('first_filing'), accepted('change_access'), accepted('cancel_access')], ['sms_verification', 'bureau_review', 'bureau_review'])
  t.strictSame(effectsOf(anOrder('bureau_submitting'), aFact('bureau_accepted')), ['order_submitted_to_bureau to applicant', 'order_sms_required to owners'])
  t.strictSame(timersSetBy(anOrder('bureau_submitting'), aFact('bureau_accepted')), ['sms_warning_1', 'sms_warning_2', 'sms_window'])
  for (const state of ['bureau_submitting', 'sms_verification', 'bureau_review'] as const) {
    t.equal(outcome(anOrder(state), aRequest('save')), 'refused: not_in_this_state', `locked in ${state}`)
  }
})

t.test('2.2 row 13: upload fails - BUREAU_QUEUE (bureau_submitting) to BUREAU_UPLOAD_FAILED (bureau_submission_failed)', async (t) => {
  t.equal(outcome(anOrder('bureau_submitting'), aFact('bureau_refused')), 'bureau_submission_failed')
  t.strictSame(effectsOf(anOrder('bureau_submitting'), aFact('bureau_refused')), ['order_submission_failed to bureau_operators'])
  t.equal(outcome(anOrder('bureau_submitting', { attempt: 2 }), aFact('bureau_refused')), 'ignored', 'of an earlier attempt')
})

t.test('2.2 row 14: automatic domain check fails - BUREAU_SMS (sms_verification) to BUREAU_REJECTED', async (t) => {
  for (const state of ['bureau_submitting', 'sms_verification', 'bureau_review'] as const) {
    t.equal(outcome(anOrder(state), aFact('bureau_returned')), 'bureau_rejected', `${state}: the order of check and SMS is not stated`)
    t.strictSame(effectsOf(anOrder(state), aFact('bureau_returned')), ['order_bureau_rejected to applicant'])
  }
  t.equal(outcome(anOrder('sms_verification', { attempt: 2 }), aFact('bureau_returned')), 'ignored')
})

t.test('2.2 row 15: one code verified - BUREAU_SMS (sms_verification) stays', async (t) => {
  const { next, effects, timersToCancel } = decide(anOrder('sms_verification'), aFact('sms_person_verified'))
  t.strictSame([next.state, next.context.smsVerified, effects, timersToCancel], ['sms_verification', ['subject_principal'], [], []])
  t.equal(outcome(anOrder('sms_verification', { attempt: 2 }), aFact('sms_person_verified')), 'ignored')
})

t.test('2.2 row 16: all codes verified - BUREAU_SMS (sms_verification) to BUREAU_REVIEW', async (t) => {
  t.equal(outcome(anOrder('sms_verification'), aFact('sms_completed')), 'bureau_review')
  t.strictSame(decide(anOrder('sms_verification'), aFact('sms_completed')).timersToCancel, ['sms_warning_1', 'sms_warning_2', 'sms_window'])
  t.strictSame(timersSetBy(anOrder('sms_verification'), aFact('sms_completed')), ['bureau_watch'])
  t.equal(outcome(anOrder('sms_verification', { attempt: 2 }), aFact('sms_completed')), 'ignored')
  t.equal(outcome(anOrder('sms_verification'), aRequest('confirm')), 'bureau_review', 'the applicant says so')
  t.equal(outcome(anOrder('sms_verification'), aRequest('confirm', { by: { id: 'lin', role: 'reviewer' } })), 'refused: role_not_allowed')
})

t.test('2.2 row 17: SMS timed out or too many errors - BUREAU_SMS (sms_verification) to SMS_RETURNED', async (t) => {
  t.equal(outcome(anOrder('sms_verification'), aFact('sms_failed')), 'sms_returned')
  t.strictSame(effectsOf(anOrder('sms_verification'), aFact('sms_failed')), ['order_sms_returned to applicant', 'order_sms_returned to bureau_operators'])
  t.strictSame(timersSetBy(anOrder('sms_verification'), aFact('sms_failed')), IDLE_CLOCK)
  t.equal(outcome(anOrder('sms_verification', { attempt: 2 }), aFact('sms_failed')), 'ignored')
  const assumed = decide(anOrder('sms_verification'), aTimer('sms_window')).next
  t.strictSame([assumed.state, assumed.context.smsAssumed], ['bureau_review', true], 'our own clock alone returns nothing: it waits for the bureau')
  t.equal(outcome(assumed, aFact('sms_failed')), 'sms_returned', 'which may still return it')
})

t.test('2.2 row 18: staff send again unchanged - SMS_RETURNED to BUREAU_SMS, by way of bureau_submitting', async (t) => {
  const order = anOrder('sms_returned')
  const { next } = decide(order, aRequest('resend'))
  t.strictSame([next.state, next.context.attempt, effectsOf(order, aRequest('resend'))], ['bureau_submitting', 2, ['upload_to_bureau']])
  t.strictSame(timersSetBy(next, aFact('bureau_accepted', { attempt: 2 })), ['sms_warning_1', 'sms_warning_2', 'sms_window'], 'new codes, new 24 h')
  t.equal(outcome(anOrder('sms_returned', { contentHash: 'edited' }), aRequest('resend')), 'refused: content_changed')
  t.equal(outcome(order, aRequest('resend', { findings: [RULE] })), 'refused: finding_open', 'no longer compliant')
  t.ok(timersSetBy(anOrder('sms_verification', {}, tencent), aFact('sms_failed')).includes('resend_due'), 'Tencent: 24 h without the applicant')
  t.strictSame(effectsOf(anOrder('sms_returned', {}, tencent), aTimer('resend_due')), ['order_resend_due to bureau_operators'])
})

t.test('2.2 row 19: applicant resubmits unchanged - SMS_RETURNED to BUREAU_SMS (Alibaba, Tencent) or REVIEW_WAITING (Huawei)', async (t) => {
  for (const policy of [alibaba, tencent]) {
    t.equal(outcome(anOrder('sms_returned', {}, policy), aRequest('resend', BY_APPLICANT)), 'bureau_submitting', policy.preset)
  }
  t.equal(outcome(anOrder('sms_returned', {}, huawei), aRequest('resend', BY_APPLICANT)), 'refused: role_not_allowed')
  t.equal(outcome(anOrder('sms_returned', {}, huawei), aRequest('submit')), 'initial_review', '继续备案 leads to the review')
  t.equal(outcome(anOrder('sms_returned', {}, { mayResend: 'nobody' }), aRequest('resend')), 'refused: policy_forbids')
})

t.test('2.2 row 20: applicant edits and resubmits - SMS_RETURNED to REVIEW_WAITING (initial_review)', async (t) => {
  for (const policy of [huawei, alibaba, tencent, wechat]) {
    const edited = decide(anOrder('sms_returned', {}, policy), aRequest('save')).next
    t.equal(outcome(edited, aRequest('resend', BY_APPLICANT)).startsWith('refused'), true, 'something changed')
    t.equal(outcome(edited, aRequest('submit')), 'initial_review', policy.preset)
  }
})

t.test('2.2 row 21: bureau passes - BUREAU_REVIEW to DONE (completed)', async (t) => {
  const waiting = decide(anOrder('bureau_review'), aFact('bureau_approved'))
  t.strictSame([waiting.next.state, waiting.next.context.approved], ['bureau_review', true], 'approved, the number is awaited')
  const { next } = decide(waiting.next, aFact('filing_registered'))
  t.strictSame([next.state, next.context.filing?.subjectNumber], ['completed', '粤ICP备26000001号'])
  t.strictSame(effectsOf(waiting.next, aFact('filing_registered')), [
    'order_completed to owners', 'order_completed to applicant', 'change_registry subject_and_service_added'
  ])
  t.equal(outcome(anOrder('bureau_review'), aFact('filing_registered')), 'completed', 'the number may come first')
  t.equal(outcome(anOrder('bureau_review', { attempt: 2 }), aFact('filing_registered')), 'ignored')
})

t.test('2.2 row 22: bureau rejects - BUREAU_REVIEW to BUREAU_REJECTED', async (t) => {
  const { next } = decide(anOrder('bureau_review'), aFact('bureau_rejected_by_reviewer'))
  t.strictSame([next.state, next.context.findings], ['bureau_rejected', [{ ...A_FINDING, stage: 'bureau' }]])
  t.strictSame(effectsOf(anOrder('bureau_review'), aFact('bureau_rejected_by_reviewer')), ['order_bureau_rejected to applicant'])
  t.strictSame(timersSetBy(anOrder('bureau_review'), aFact('bureau_rejected_by_reviewer')), IDLE_CLOCK)
  const approved = anOrder('bureau_review', { approved: true })
  t.equal(outcome(approved, aFact('bureau_rejected_by_reviewer')), 'bureau_review', 'it contradicts an approval')
  t.strictSame(effectsOf(approved, aFact('bureau_rejected_by_reviewer')), ['order_conflict to bureau_operators'])
})

t.test('2.2 row 23: abandon - the states of section 3 to ABANDONED (which codes that frees is tested with the registry)', async (t) => {
  const always: OrderState[] = [
    'draft', 'correction_requested', 'initial_rejected', 'owner_confirmation', 'counterparty_confirmation', 'sms_returned', 'bureau_rejected', 'expired'
  ]
  for (const state of always) t.equal(outcome(anOrder(state), aRequest('abandon')), 'abandoned', state)
  for (const state of ['bureau_submitting', 'sms_verification', 'bureau_review', 'completed', 'abandoned', 'invalid'] as const) {
    t.equal(outcome(anOrder(state), aRequest('abandon')), 'refused: not_in_this_state', state)
  }
  t.equal(outcome(anOrder('bureau_queue', {}, tencent), aRequest('abandon')), 'abandoned')
  t.equal(outcome(anOrder('bureau_queue', {}, huawei), aRequest('abandon')), 'refused: policy_forbids')
  t.equal(outcome(anOrder('bureau_queue', { orderType: 'cancel_service' }, huawei), aRequest('abandon')), 'abandoned')
  t.strictSame(effectsOf(anOrder('draft'), aRequest('abandon')), ['order_abandoned to applicant'])
  t.strictSame(timersSetBy(anOrder('draft'), aRequest('abandon')), [])
  t.equal(outcome(anOrder('abandoned'), aRequest('submit')), 'refused: not_in_this_state', 'it cannot be restored')
})

t.test('2.2 row 24: idle reminder - states waiting on applicant stay', async (t) => {
  for (const state of ['draft', 'correction_requested', 'initial_rejected', 'sms_returned', 'bureau_rejected', 'owner_confirmation'] as const) {
    for (const name of ['reminder_1', 'reminder_2', 'reminder_3']) {
      t.equal(outcome(anOrder(state), aTimer(name)), state)
      t.strictSame(effectsOf(anOrder(state), aTimer(name)), ['order_idle to applicant'])
    }
  }
  t.equal(outcome(anOrder('initial_review'), aTimer('reminder_1')), 'ignored', 'it is not their turn')
})

t.test('2.2 row 25: expire - states waiting on applicant to EXPIRED', async (t) => {
  for (const state of ['draft', 'correction_requested', 'initial_rejected', 'sms_returned', 'bureau_rejected'] as const) {
    t.equal(outcome(anOrder(state), aTimer('expiry')), 'expired')
    t.strictSame(effectsOf(anOrder(state, {}, tencent), aTimer('expiry')), ['order_expired to applicant'], 'Tencent keeps the content')
    t.strictSame(effectsOf(anOrder(state, {}, alibaba), aTimer('expiry')), ['order_expired to applicant', 'erase_content'], 'Alibaba deletes it')
  }
  t.equal(outcome(anOrder('owner_confirmation', { orderType: 'cancel_subject' }), aTimer('owner_window')), 'expired')
  t.equal(outcome(anOrder('initial_review'), aTimer('expiry')), 'ignored')
})

t.test('2.2 row 26: invalidate - open, not at bureau, to INVALID', async (t) => {
  for (const state of ['draft', 'initial_review', 'correction_requested', 'initial_rejected', 'bureau_queue'] as const) {
    t.equal(outcome(anOrder(state), aFact('filing_found')), 'invalid', state)
    t.equal(outcome(anOrder(state, { attempt: 1 }), aFact('filing_found')), 'ignored', `${state}, once sent: the bureau decides`)
    t.equal(outcome(anOrder(state, { orderType: 'add_access' }), aFact('filing_found')), 'ignored', `${state}: an access is of something filed`)
  }
  t.strictSame(effectsOf(anOrder('draft'), aFact('filing_found')), ['order_invalid to applicant'])
  for (const state of ['bureau_submitting', 'sms_verification', 'bureau_review', 'completed', 'expired'] as const) {
    t.equal(outcome(anOrder(state), aFact('filing_found')), 'ignored', state)
  }
})

t.test('2.2 row 27: delete from history - an abandoned order asks for nothing more (deleting is tested in services/orders/delete-order.test.ts)', async (t) => {
  const { effects, timersToSet } = decide(anOrder('draft'), aRequest('abandon'))
  t.strictSame([effects.map(({ type }) => type), timersToSet], [['notify'], []])
  for (const type of ['save', 'submit', 'withdraw', 'abandon', 'confirm', 'pass', 'undo'] as const) {
    t.equal(outcome(anOrder('abandoned'), aRequest(type)), 'refused: not_in_this_state', type)
  }
})
