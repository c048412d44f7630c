import t from 'tap'
import { begin, decide, type Decision } from './decide.ts'
import type { OrderPolicy } from './policy/order-policy.ts'
import type { OrderState } from './order-states.ts'
import { POLICY_PRESETS } from './policy/policy-presets.ts'
import { aFact, anOrder, aRequest, AT } from './testing/orders.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const { huawei, alibaba, tencent, wechat } = POLICY_PRESETS

/** Deadlines as a person says them: `45 d`, `26 h`, `10 min`, `2 wd` for working days. */
function timers ({ timersToSet }: Decision): Record<string, string> {
  return Object.fromEntries(timersToSet.map((timer) => [timer.name, 'workingDays' in timer ? `${timer.workingDays} wd` : inWords(timer.afterMs)]))
}

function inWords (ms: number): string {
  if (ms % DAY_MS === 0 && ms !== DAY_MS) return `${ms / DAY_MS} d`
  return ms % HOUR_MS === 0 ? `${ms / HOUR_MS} h` : `${ms / 60_000} min`
}

function later (days: number): string {
  return new Date(Date.parse(AT) + days * DAY_MS).toISOString()
}

function born (policy: OrderPolicy) {
  return timers(begin({ orderType: 'first_filing', province: 'guangdong', createdAt: AT, policy, contentHash: 'a', findings: [] }))
}

/** Deadlines of an order rejected so many days after its creation. */
function rejectedAfter (days: number, policy: OrderPolicy, attempt = 0) {
  return timers(decide(anOrder('initial_review', { attempt }, policy), aRequest('reject', { at: later(days) })))
}

t.test('2.4 order validity A: under alibaba 45 days from creation, reminders after 30, 40 and the day before', async (t) => {
  t.strictSame(born(alibaba), { reminder_1: '30 d', reminder_2: '40 d', reminder_3: '44 d', expiry: '45 d' })
  t.strictSame(rejectedAfter(10, alibaba), { reminder_1: '20 d', reminder_2: '30 d', reminder_3: '34 d', expiry: '35 d' }, 'the days go on counting')
})

t.test('2.4 order validity A: an order that comes back late keeps three days, and reminders that have passed are left out', async (t) => {
  t.strictSame(rejectedAfter(35, alibaba), { reminder_2: '5 d', reminder_3: '9 d', expiry: '10 d' })
  t.strictSame(rejectedAfter(44, alibaba), { expiry: '3 d' })
  t.strictSame(rejectedAfter(400, alibaba), { expiry: '3 d' })
})

t.test('2.4 order validity A: an order that was at the bureau never expires', async (t) => {
  t.strictSame(rejectedAfter(10, alibaba, 1), {})
  t.strictSame(timers(decide(anOrder('bureau_review', {}, alibaba), aFact('bureau_returned'))), {})
  t.strictSame(timers(decide(anOrder('sms_verification', {}, alibaba), aFact('sms_failed'))), {})
})

t.test('2.4 order validity B: 45 days in each step, reminders on day 7, 15 and 30', async (t) => {
  for (const policy of [huawei, tencent, wechat]) {
    const each = { reminder_1: '7 d', reminder_2: '15 d', reminder_3: '30 d', expiry: '45 d' }
    t.strictSame(born(policy), each, policy.preset)
    t.strictSame(rejectedAfter(400, policy), each, `${policy.preset}: however old`)
    t.strictSame(rejectedAfter(400, policy, 3), each, `${policy.preset}: wherever it was`)
  }
})

t.test('2.4 SMS window: 24 hours and 2 for the answer to reach us, with warnings at 6 and 20', async (t) => {
  for (const policy of [huawei, alibaba, tencent, wechat]) {
    const { sms_warning_1: first, sms_warning_2: second, sms_window: window } = timers(decide(anOrder('bureau_submitting', {}, policy), aFact('bureau_accepted')))
    t.strictSame([first, second, window], ['6 h', '20 h', '26 h'], policy.preset)
  }
  const none = anOrder('bureau_submitting', {}, { sms: { ...huawei.sms, warningHours: [] } })
  t.strictSame(timers(decide(none, aFact('bureau_accepted'))), { sms_window: '26 h' }, 'without warnings')
})

t.test('2.4 authenticity QR code: 10 minutes; a new one replaces it, the result and leaving the state end it', async (t) => {
  const issued = decide(anOrder('draft'), aFact('authenticity_link_issued'))
  t.strictSame(timers(issued), { authenticity_link: '10 min' })
  t.strictSame([issued.next.state, issued.timersToCancel], ['draft', ['authenticity_link']], 'the one before it is over')
  t.strictSame(decide(anOrder('draft'), aFact('authenticity_checked')).timersToCancel, ['authenticity_link'])
  for (const state of ['draft', 'correction_requested', 'initial_rejected', 'sms_returned', 'bureau_rejected'] as const) {
    t.ok(decide(anOrder(state), aRequest('submit')).timersToCancel.includes('authenticity_link'), state)
  }
  t.strictSame(timers(decide(anOrder('initial_review'), aFact('authenticity_link_issued'))), {}, 'not while somebody else has the order')
})

t.test('2.4 initial review: somebody looks after 2 working days, at Alibaba and Tencent after 1', async (t) => {
  const watch = (policy: OrderPolicy) => timers(decide(anOrder('draft', {}, policy), aRequest('submit')))
  t.strictSame([huawei, alibaba, tencent, wechat].map(watch), ['2 wd', '1 wd', '1 wd', '2 wd'].map((days) => ({ review_watch: days })))
})

t.test('2.4 hand to bureau: 3 working days, at Alibaba 1', async (t) => {
  const watch = (policy: OrderPolicy) => timers(decide(anOrder('initial_review', {}, policy), aRequest('pass')))
  t.strictSame([huawei, alibaba, tencent, wechat].map(watch), ['3 wd', '1 wd', '3 wd', '3 wd'].map((days) => ({ hand_over_watch: days })))
  t.strictSame(timers(decide(anOrder('bureau_submitting'), aFact('bureau_refused'))), { hand_over_watch: '3 wd' }, 'again after a refused upload')
})

t.test('what the bureau has not taken a working day after the hand-over is told to the operators (no source names a time)', async (t) => {
  const sent = (policy: OrderPolicy) => timers(decide(anOrder('bureau_queue', {}, policy), aRequest('send_to_bureau')))
  for (const policy of [huawei, alibaba, tencent, wechat]) t.strictSame(sent(policy), { submission_watch: '1 wd' }, policy.preset)
  t.strictSame(timers(decide(anOrder('sms_returned'), aRequest('resend'))), { submission_watch: '1 wd' })
})

t.test('automatic hand-over waits until the time to undo is over, not a moment more', async (t) => {
  const handOver = (undoWindowMs: number) => timers(decide(anOrder('initial_review', {}, { automaticHandOver: true, undoWindowMs }), aRequest('pass'))).hand_over
  t.strictSame([handOver(0), handOver(HOUR_MS)], ['0 d', '1 h'])
})

t.test('2.4 bureau review: 20 working days, in Zhejiang 30', async (t) => {
  const watch = (policy: OrderPolicy, province: string) => timers(decide(anOrder('sms_verification', { province }, policy), aFact('sms_completed')))
  for (const policy of [huawei, alibaba, tencent, wechat]) {
    t.strictSame(watch(policy, 'guangdong'), { bureau_watch: '20 wd' }, policy.preset)
    t.strictSame(watch(policy, 'zhejiang'), { bureau_watch: '30 wd' }, policy.preset)
  }
})

t.test('2.5: under tencent staff are reminded to resend when nothing happens for 24 hours', async (t) => {
  const due = (policy: OrderPolicy) => timers(decide(anOrder('sms_verification', {}, policy), aFact('sms_failed'))).resend_due
  t.strictSame([huawei, alibaba, tencent, wechat].map(due), [undefined, undefined, '24 h', undefined])
})

t.test('owner confirmation: as long as an order may wait, with the same reminders', async (t) => {
  const passed = decide(anOrder('initial_review', { orderType: 'cancel_subject' }), aRequest('pass'))
  t.strictSame(timers(passed), { reminder_1: '7 d', reminder_2: '15 d', reminder_3: '30 d', owner_window: '45 d' })
})

t.test('counterparty confirmation: 7 days, with a reminder after 3', async (t) => {
  for (const policy of [huawei, alibaba, tencent, wechat]) {
    const asked = decide(anOrder('draft', { orderType: 'transfer' }, policy), aRequest('submit'))
    t.strictSame(timers(asked), { counterparty_reminder: '3 d', counterparty_window: '7 d' }, policy.preset)
  }
  const silent = anOrder('draft', { orderType: 'transfer' }, { counterpartyConfirmation: { windowDays: 7, reminderDays: null } })
  t.strictSame(timers(decide(silent, aRequest('submit'))), { counterparty_window: '7 d' })
})

t.test('leaving a state cancels every deadline it could have set', async (t) => {
  const leaves: Array<[OrderState, Decision, string[]]> = [
    ['initial_review', decide(anOrder('initial_review'), aRequest('pass')), ['review_watch']],
    ['bureau_queue', decide(anOrder('bureau_queue'), aRequest('send_to_bureau')), ['hand_over', 'hand_over_watch']],
    ['bureau_submitting', decide(anOrder('bureau_submitting'), aFact('bureau_accepted')), ['submission_watch']],
    ['sms_verification', decide(anOrder('sms_verification'), aFact('sms_failed')), ['sms_warning_1', 'sms_warning_2', 'sms_window']],
    ['bureau_review', decide(anOrder('bureau_review'), aFact('filing_registered')), ['bureau_watch']],
    ['counterparty_confirmation', decide(anOrder('counterparty_confirmation'), aRequest('abandon')), ['counterparty_reminder', 'counterparty_window']],
    ['owner_confirmation', decide(anOrder('owner_confirmation'), aRequest('abandon')), ['reminder_1', 'reminder_2', 'reminder_3', 'owner_window']]
  ]
  for (const [state, { timersToCancel }, expected] of leaves) t.strictSame(timersToCancel, expected, state)
})
