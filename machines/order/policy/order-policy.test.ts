import t from 'tap'
import { decide } from '../decide.ts'
import { effectiveFlags } from '../effective-flags.ts'
import { checkOrderPolicy, type OrderPolicy } from './order-policy.ts'
import { POLICY_PRESETS } from './policy-presets.ts'
import { aFact, anOrder, aRequest, aTimer, AT } from '../testing/orders.ts'
import { effectsOf, outcome } from '../testing/what-happens.ts'

/** Every CONFLICT of lifecycle.md 2.8 is a switch: one test a row, with both sides. */

const { huawei, alibaba, tencent, wechat } = POLICY_PRESETS
const PRESETS = [huawei, alibaba, tencent, wechat]
const BY_APPLICANT = { by: { id: 'somebody', role: 'applicant' }, reason: 'because' }

function perPreset<Value> (question: (policy: OrderPolicy) => Value): Value[] {
  return PRESETS.map(question)
}

t.test('2.8 withdraw after initial review passed: withdrawAfterPassing', async (t) => {
  const answer = (policy: OrderPolicy) => outcome(anOrder('bureau_queue', {}, policy), aRequest('withdraw', BY_APPLICANT))
  t.strictSame(perPreset(answer), ['draft', 'draft', 'refused: policy_forbids', 'refused: policy_forbids'])
  t.equal(outcome(anOrder('bureau_queue', {}, tencent), aRequest('abandon')), 'abandoned', 'Tencent: only abandon')
  t.equal(outcome(anOrder('bureau_queue', {}, wechat), aRequest('abandon')), 'refused: policy_forbids', 'WeChat: neither')
})

t.test('2.8 withdraw during initial review: withdrawDuringReview', async (t) => {
  const answer = (policy: OrderPolicy) => outcome(anOrder('initial_review', {}, policy), aRequest('withdraw', BY_APPLICANT))
  t.strictSame(perPreset(answer), ['draft', 'draft', 'refused: policy_forbids', 'draft'])
})

t.test('2.8 wrong codes: no switch of ours but the ministry\'s business; we keep the result (the simulator counts, services/bureau-simulator/scenarios/sms-fail.ts)', async (t) => {
  t.strictSame(perPreset((policy) => outcome(anOrder('sms_verification', {}, policy), aFact('sms_failed'))), Array(4).fill('sms_returned'))
  t.strictSame(perPreset((policy) => Object.keys(policy.sms)), Array(4).fill(['windowHours', 'graceHours', 'warningHours']))
})

t.test('2.8 unchanged order after SMS return: mayResend', async (t) => {
  const answer = (policy: Partial<OrderPolicy>) => outcome(anOrder('sms_returned', {}, policy), aRequest('resend', BY_APPLICANT))
  t.strictSame(perPreset(answer), ['refused: role_not_allowed', 'bureau_submitting', 'bureau_submitting', 'bureau_submitting'])
  t.strictSame(perPreset((policy) => outcome(anOrder('sms_returned', {}, policy), aRequest('resend'))), Array(4).fill('bureau_submitting'), 'staff always')
  t.equal(answer({ mayResend: 'nobody' }), 'refused: policy_forbids', 'Volcengine: review again')
  t.equal(outcome(anOrder('sms_returned', {}, { mayResend: 'nobody' }), aRequest('resend')), 'refused: policy_forbids')
  t.equal(outcome(anOrder('sms_returned', {}, { mayResend: 'nobody' }), aRequest('submit')), 'initial_review')
})

t.test('2.8 who verifies for an added site: smsPersons', async (t) => {
  const persons = (policy: OrderPolicy) => effectiveFlags({ orderType: 'add_service', policy }).smsPersons
  t.strictSame(perPreset(persons), Array(4).fill(['service_principal']))
  t.strictSame(persons({ ...huawei, smsPersons: { add_service: ['subject_principal', 'service_principal'] } }), ['subject_principal', 'service_principal'], 'QingCloud, DW')
})

t.test('2.8 SMS for cancellations: smsPersons of the cancel types', async (t) => {
  const accepted = (orderType: 'cancel_service' | 'cancel_subject' | 'cancel_access', policy: OrderPolicy) =>
    outcome(anOrder('bureau_submitting', { orderType }, policy), aFact('bureau_accepted'))
  t.strictSame(perPreset((policy) => accepted('cancel_service', policy)), Array(4).fill('sms_verification'))
  t.strictSame(perPreset((policy) => accepted('cancel_access', policy)), Array(4).fill('bureau_review'), 'all but 取消接入')
  const qingcloud = { ...huawei, smsPersons: { cancel_service: [] } }
  t.strictSame([accepted('cancel_service', qingcloud), accepted('cancel_subject', qingcloud)], ['bureau_review', 'sms_verification'])
})

t.test('2.8 cancel-type orders: never withdrawable, abandonCancellations says whether they can still be stopped', async (t) => {
  for (const state of ['initial_review', 'bureau_queue', 'bureau_submission_failed'] as const) {
    const abandon = (policy: OrderPolicy) => outcome(anOrder(state, { orderType: 'cancel_service' }, policy), aRequest('abandon'))
    t.strictSame(perPreset(abandon), ['abandoned', 'refused: policy_forbids', 'abandoned', 'refused: policy_forbids'], state)
    const withdraw = (policy: OrderPolicy) => outcome(anOrder(state, { orderType: 'cancel_service' }, policy), aRequest('withdraw', BY_APPLICANT))
    for (const answer of perPreset(withdraw)) t.match(answer, /refused: never_withdrawable/, state)
  }
})

t.test('6.3 a cancellation that nobody verifies: cancellationEndsWithoutSms', async (t) => {
  const cancel = (policy: OrderPolicy) => outcome(anOrder('sms_verification', { orderType: 'cancel_service' }, policy), aFact('sms_failed'))
  t.strictSame(perPreset(cancel), ['sms_returned', 'sms_returned', 'sms_returned', 'abandoned'])
  t.strictSame(effectsOf(anOrder('sms_verification', { orderType: 'cancel_service' }, wechat), aFact('sms_failed')), ['order_lapsed to applicant'])
  t.equal(outcome(anOrder('sms_verification', {}, wechat), aFact('sms_failed')), 'sms_returned', 'other orders come back')
})

t.test('2.8 validity: validity.days, countedFrom, content and mayReopen', async (t) => {
  t.strictSame(perPreset(({ validity: { days, countedFrom, content, mayReopen } }) => [days, countedFrom, content, mayReopen]), [
    [45, 'step', 'kept', true], [45, 'creation', 'deleted', false], [45, 'step', 'kept', true], [45, 'step', 'kept', true]
  ])
  const erased = (policy: OrderPolicy) => effectsOf(anOrder('draft', {}, policy), aTimer('expiry')).includes('erase_content')
  t.strictSame(perPreset(erased), [false, true, false, false])
  const reopened = (policy: OrderPolicy) => outcome(anOrder('expired', {}, policy), aRequest('submit'))
  t.strictSame(perPreset(reopened), ['initial_review', 'refused: policy_forbids', 'initial_review', 'initial_review'])
})

t.test('2.8 validity of a rejected order: as order validity, one clock for every state that waits on the applicant', async (t) => {
  for (const policy of PRESETS) {
    const expiry = (type: 'reject' | 'request_correction') =>
      decide(anOrder('initial_review', {}, { ...policy, softReturn: true }), aRequest(type, { at: AT })).timersToSet.find(({ name }) => name === 'expiry')
    t.strictSame(expiry('reject'), { name: 'expiry', afterMs: 45 * 24 * 3_600_000 }, policy.preset)
    t.strictSame(expiry('request_correction'), expiry('reject'))
  }
})

t.test('2.8 bureau duration: watch.bureauDays, and per province (the calendar that counts them is tested in services/platform)', async (t) => {
  t.strictSame(perPreset(({ watch }) => [watch.bureauDays, watch.bureauDaysOf]), Array(4).fill([20, { zhejiang: 30 }]))
})

t.test('2.8 account real name vs subject: accountNameMustMatch (held here, applied where orders are placed)', async (t) => {
  t.strictSame(perPreset(({ accountNameMustMatch }) => accountNameMustMatch), [false, false, true, false])
})

t.test('2.8 authorization code after abandoning: abandoningFreesCode (held here, applied by the registry of codes)', async (t) => {
  t.strictSame(perPreset(({ abandoningFreesCode }) => abandoningFreesCode), [true, false, true, true])
})

t.test('2.8 data changes inside an access order: changesInAccessOrderProvinces (held here, applied by the rules)', async (t) => {
  t.strictSame(perPreset(({ changesInAccessOrderProvinces }) => changesInAccessOrderProvinces), Array(4).fill([]), 'not allowed')
  t.strictSame(checkOrderPolicy({ ...huawei, changesInAccessOrderProvinces: ['guangdong'] }).changesInAccessOrderProvinces, ['guangdong'])
})

t.test('2.8 replacing the company behind a filing: subjectReplacementProvinces (held here, applied by the rules)', async (t) => {
  t.strictSame(perPreset(({ subjectReplacementProvinces }) => subjectReplacementProvinces), Array(4).fill([]), 'not allowed')
  t.strictSame(checkOrderPolicy({ ...huawei, subjectReplacementProvinces: ['shandong'] }).subjectReplacementProvinces, ['shandong'])
})

t.test('2.8 DNS to the new provider during an access order: dnsDuringAccessOrder (held here, applied by the rules)', async (t) => {
  t.strictSame(perPreset(({ dnsDuringAccessOrder }) => dnsDuringAccessOrder), Array(4).fill('warned'), 'do not block, warn')
  t.equal(checkOrderPolicy({ ...huawei, dnsDuringAccessOrder: 'allowed' }).dnsDuringAccessOrder, 'allowed')
})

t.test('2.8 accounts per subject: oneAccountPerSubject, subjectsPerAccount (held here, applied where orders are placed; docs/adr/0015)', async (t) => {
  const limits = ({ oneAccountPerSubject, subjectsPerAccount }: OrderPolicy) => [oneAccountPerSubject, subjectsPerAccount]
  t.strictSame(perPreset(limits), Array(4).fill([true, null]))
  t.equal(checkOrderPolicy({ ...huawei, subjectsPerAccount: 5 }).subjectsPerAccount, 5, 'QingCloud')
})

t.test('5.1 one open order at a time: openOrders, oneOpenOrderPerAccount (held here, applied by the claims of services/orders)', async (t) => {
  t.strictSame(perPreset(({ openOrders, oneOpenOrderPerAccount }) => [openOrders, oneOpenOrderPerAccount]), Array(4).fill(['one_per_subject', false]))
  t.equal(checkOrderPolicy({ ...huawei, openOrders: 'coexistence_matrix' }).openOrders, 'coexistence_matrix', 'China Telecom')
})

t.test('a policy keeps its presets: each of them is valid', async (t) => {
  for (const policy of PRESETS) t.strictSame(checkOrderPolicy(policy), policy, policy.preset)
})

t.test('a policy that is not valid names every fault of its shape', async (t) => {
  const wrong = { ...huawei, fourEyes: 'yes', undoWindowMs: -1, mayResend: 'owners', watch: { ...huawei.watch, reviewDays: 0.5 }, unknown: true }
  t.throws(() => checkOrderPolicy(wrong), /mayResend.*watch\/reviewDays.*fourEyes.*undoWindowMs/s)
  t.throws(() => checkOrderPolicy(wrong), /unknown|additional/i)
  t.throws(() => checkOrderPolicy(null), /the order policy is not valid/)
})

t.test('a policy that contradicts itself names every contradiction', async (t) => {
  const wrong = {
    ...huawei,
    reminderDays: [30, 7, 45],
    validity: { ...huawei.validity, atLeastDays: 46, content: 'deleted', mayReopen: true },
    counterpartyConfirmation: { windowDays: 3, reminderDays: 3 },
    sms: { windowHours: 24, graceHours: 2, warningHours: [24, 20] },
    mayResend: 'nobody',
    resendReminderHours: 24,
    smsPersons: { claim: ['subject_principal'], add_service: ['service_principal'] }
  }
  try {
    checkOrderPolicy(wrong)
    t.fail('it was accepted')
  } catch (error) {
    t.strictSame((error as Error).message.replace('the order policy is not valid: ', '').split('; '), [
      '/reminderDays must ascend',
      '/reminderDays must be below /validity/days',
      '/validity/atLeastDays must not exceed /validity/days',
      '/validity/mayReopen must be false where the content is deleted',
      '/counterpartyConfirmation/reminderDays must be below /counterpartyConfirmation/windowDays',
      '/sms/warningHours must ascend',
      '/sms/warningHours must be below /sms/windowHours',
      '/resendReminderHours must be null where nobody may resend',
      '/smsPersons/claim must be left out: the bureau hears nothing of it'
    ])
  }
})

t.test('a policy keeps numbers that a calendar can count, and only cancellations go without a review', async (t) => {
  const faults: Array<[Partial<Record<keyof OrderPolicy, unknown>>, RegExp]> = [
    [{ skipInitialReview: ['first_filing'] }, /skipInitialReview/],
    [{ validity: { ...huawei.validity, days: 1e12 } }, /validity\/days/],
    [{ validity: { ...huawei.validity, days: 0 } }, /validity\/days/],
    [{ reminderDays: [1, 2, 3, 4] }, /reminderDays/],
    [{ sms: { ...huawei.sms, graceHours: -1 } }, /sms\/graceHours/],
    [{ sms: { ...huawei.sms, windowHours: 1e9 } }, /sms\/windowHours/],
    [{ authenticity: { requiredToSubmit: true, linkMinutes: 0 } }, /authenticity\/linkMinutes/],
    [{ undoWindowMs: 1e12 }, /undoWindowMs/],
    [{ watch: { ...huawei.watch, bureauDaysOf: { zhejiang: 0 } } }, /watch\/bureauDaysOf\/zhejiang/],
    [{ smsPersons: { add_service: ['reviewer'] } }, /smsPersons\/add_service/],
    [{ serviceKinds: [] }, /serviceKinds/]
  ]
  for (const [wrong, pattern] of faults) t.throws(() => checkOrderPolicy({ ...huawei, ...wrong }), pattern, JSON.stringify(wrong))
})
