import t from 'tap'
import { FACT_TYPES, REQUEST_TYPES } from '../../../machines/order/order-events.ts'
import { orderMachine } from '../../../machines/order/order-machine.ts'
import { ORDER_STATES, type OrderState } from '../../../machines/order/order-states.ts'
import { describeHistoryRow } from './describe-history-row.ts'
import type { Step } from './describe-history-row-words.ts'

const say = (event: string, from: OrderState | null, to: OrderState, more: Partial<Step> = {}) =>
  describeHistoryRow({ event, role: 'system', from, to, ignored: false, ...more }, 'first_filing')

t.test('a request says who did what, and where the order went', (t) => {
  t.same(say('create', null, 'draft', { role: 'applicant' }), { zh: '申请人创建了订单，订单进入待完善备案信息', en: 'The applicant placed the order: draft' })
  t.same(say('pass', 'initial_review', 'bureau_queue', { role: 'reviewer' }),
    { zh: '审核人员初审通过，订单进入待提交管局', en: 'A reviewer passed the initial review: waiting to be sent to the bureau' })
  t.same(say('save', 'draft', 'draft', { role: 'integrator' }), { zh: '集成系统保存了修改', en: 'An integrator saved changes' })
  t.equal(say('submit', 'correction_requested', 'initial_review', { role: 'applicant' }).zh, '申请人提交了订单，订单进入已修改待审核')
  t.equal(say('confirm', 'sms_verification', 'bureau_review', { role: 'applicant' }).en,
    'The applicant confirmed that everybody has verified by SMS: under bureau review')
  t.equal(say('confirm', 'draft', 'draft', { role: 'applicant' }).en, 'The applicant confirmed, and the order stays as it was: draft')
  t.end()
})

t.test('what took another turn than usual is said', (t) => {
  t.equal(say('pass', 'initial_review', 'initial_review', { role: 'reviewer' }).en,
    'A reviewer passed the initial review, and a second reviewer has to pass it too')
  t.equal(say('send_to_bureau', 'bureau_queue', 'correction_requested', { role: 'bureau_operator' }).zh, '上报人员提交管局时发现不再符合规则，订单进入待修改')
  t.equal(say('bureau_returned', 'bureau_review', 'bureau_review').zh, '管局系统校验退回，订单仍为管局审核中', 'a return after the approval')
  t.end()
})

t.test('what came too late changed nothing, and says so', (t) => {
  t.same(say('sms_failed', 'completed', 'completed', { ignored: true }),
    { zh: '短信核验未通过，但此时已不适用，订单没有任何变化', en: 'The SMS verification failed, but it no longer applied and changed nothing' })
  t.match(say('expiry', 'completed', 'completed', { ignored: true }).en, /^The time .* over, but it no longer applied and changed nothing$/)
  t.end()
})

t.test('facts say what they know: the code of a refusal, who verified, how a check ended', (t) => {
  t.equal(say('bureau_refused', 'bureau_submitting', 'bureau_submission_failed', { told: { code: '17' } }).zh, '管局接口拒收上报（代码 17），订单进入上报失败')
  t.equal(say('sms_person_verified', 'sms_verification', 'sms_verification', { told: { person: 'service_principal' } }).en,
    'The principal of the service verified by SMS')
  t.equal(say('authenticity_checked', 'draft', 'draft', { told: { passed: true } }).zh, '真实性核验通过')
  t.equal(say('authenticity_checked', 'draft', 'draft', { told: { passed: false } }).zh, '真实性核验未通过')
  t.end()
})

t.test('a deadline says what it means; one that nobody named is called by its name', (t) => {
  t.equal(say('expiry', 'draft', 'expired').zh, '订单超过有效期，订单进入已失效')
  t.equal(say('reminder_2', 'draft', 'draft').en, 'Nothing has happened for long: the applicant was reminded')
  t.match(say('sms_window', 'sms_verification', 'bureau_review').zh, /视为已核验/)
  t.equal(say('tea_time', 'draft', 'draft').en, 'The deadline tea_time fell due')
  t.end()
})

t.test('everything that can happen has words of its own, in both languages, from every state', (t) => {
  const timers = new Set(Object.values(orderMachine.config.states ?? {}).flatMap(({ after = {} }) => Object.keys(after)))
  t.ok(timers.size >= 8)
  const events = ['create', ...REQUEST_TYPES, ...FACT_TYPES, ...[...timers].map((name) => name.toLowerCase())]
  const faults = events.flatMap((event) => (Object.keys(ORDER_STATES) as OrderState[]).flatMap((state) => {
    const { zh, en } = say(event, state, state)
    const isSaid = /\p{Script=Han}/u.test(zh) && /^(The|A|Everybody|One|Nobody|Nothing) /.test(en)
    const isByName = event.includes('_') && `${zh} ${en}`.includes(event)
    return isSaid && !isByName && !/undefined|\[object/.test(zh + en) ? [] : [`${event} in ${state}: ${zh} ${en}`]
  }))
  t.same(faults, [])
  t.end()
})
