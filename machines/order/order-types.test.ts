import t from 'tap'
import { begin, decide, type OrderSnapshot } from './decide.ts'
import { effectiveFlags } from './effective-flags.ts'
import type { OrderEvent } from './order-events.ts'
import type { OrderPolicy } from './policy/order-policy.ts'
import { labelOf, type OrderState } from './order-states.ts'
import { ORDER_TYPES, type OrderType, type OrderTypeFlags } from './order-types.ts'
import { POLICY_PRESETS } from './policy/policy-presets.ts'
import { aFact, anOrder, aRequest, AT } from './testing/orders.ts'
import { effectsOf, outcome } from './testing/what-happens.ts'

const TYPES = Object.keys(ORDER_TYPES) as OrderType[]
const { huawei, tencent } = POLICY_PRESETS
const COUNTERPARTY = { by: { id: 'somebody-else', role: 'counterparty' } }

/** lifecycle 4.5: face check, review, owner confirm, other account, bureau, SMS, server or code, allots, site closed, withdrawable */
const FLAGS: Record<OrderType, string> = {
  first_filing: 'y y - - y S+W y subject_and_service y y',
  add_service: 'y y - - y W y service y y',
  add_service_external: 'y y - - y W y service y y',
  add_access: 'y y - - y W y - - y',
  change_subject: 'y y - - y S - - - y',
  change_service: 'y y - - y W - - - y',
  change_filing: 'y y - - y S+W - - - y',
  change_access: '- y - - y - y - - y',
  cancel_access: '- y - - y - - - - -',
  cancel_service: '- y - - y W - - - -',
  cancel_subject: '- y y - y S - - - -',
  claim: '- y - - - - - - - y',
  transfer: '- - - y - - - - - -',
  migrate_service: 'y y - y y S+W - service - y'
}

function flagsInWords (flags: OrderTypeFlags): string {
  const sms = flags.smsPersons.map((person) => person === 'subject_principal' ? 'S' : 'W').join('+') || '-'
  return [
    mark(flags.authenticityCheck), mark(flags.initialReview), mark(flags.ownerConfirmation), mark(flags.counterpartyConfirmation),
    mark(flags.bureau), sms, mark(flags.authorizationCode), flags.numberAllotted ?? '-', mark(flags.siteClosed), mark(flags.withdrawable)
  ].join(' ')
}

function mark (flag: boolean): string {
  return flag ? 'y' : '-'
}

for (const type of TYPES) {
  t.test(`4.5 row ${type}: its flags are those of the table, who verifies that of 6.1`, async (t) => {
    t.equal(flagsInWords(ORDER_TYPES[type]), FLAGS[type])
  })
}

/** Where an order goes when everybody agrees; the first word of a step is the event that leads there. */
const STEPS: OrderEvent[] = [
  aRequest('submit'), aRequest('pass'), aRequest('confirm'), aRequest('confirm', COUNTERPARTY), aRequest('send_to_bureau'),
  aFact('bureau_accepted'), aFact('sms_completed'), aFact('filing_registered')
]

function pathOf (orderType: OrderType, policy: OrderPolicy): OrderState[] {
  const birth = { orderType, province: 'guangdong', createdAt: AT, policy, contentHash: 'content-1', findings: [] }
  const path = [begin(birth).next]
  while (path.at(-1)!.state !== 'completed' && path.length < 12) path.push(nextOf(path.at(-1)!))
  return path.map(({ state }) => state)
}

function nextOf (order: OrderSnapshot): OrderSnapshot {
  const step = STEPS.find((event) => !/refused|ignored/.test(outcome(order, event)))
  if (!step) throw new Error(`nothing leads on from ${order.state}`)
  return decide(order, step).next
}

const BUREAU = ['bureau_queue', 'bureau_submitting', 'bureau_review', 'completed']
const BUREAU_AND_SMS = ['bureau_queue', 'bureau_submitting', 'sms_verification', 'bureau_review', 'completed']
const REVIEWED = ['draft', 'initial_review']

const PATHS: Record<OrderType, { huawei: string[], tencent?: string[] }> = {
  first_filing: { huawei: [...REVIEWED, ...BUREAU_AND_SMS] },
  add_service: { huawei: [...REVIEWED, ...BUREAU_AND_SMS] },
  add_service_external: { huawei: [...REVIEWED, ...BUREAU_AND_SMS] },
  add_access: { huawei: [...REVIEWED, ...BUREAU_AND_SMS] },
  change_subject: { huawei: [...REVIEWED, ...BUREAU_AND_SMS] },
  change_service: { huawei: [...REVIEWED, ...BUREAU_AND_SMS] },
  change_filing: { huawei: [...REVIEWED, ...BUREAU_AND_SMS] },
  change_access: { huawei: [...REVIEWED, ...BUREAU] },
  cancel_access: { huawei: [...REVIEWED, ...BUREAU], tencent: ['draft', ...BUREAU] },
  cancel_service: { huawei: [...REVIEWED, ...BUREAU_AND_SMS], tencent: ['draft', ...BUREAU_AND_SMS] },
  cancel_subject: { huawei: [...REVIEWED, 'owner_confirmation', ...BUREAU_AND_SMS], tencent: ['draft', ...BUREAU_AND_SMS] },
  claim: { huawei: [...REVIEWED, 'completed'] },
  transfer: { huawei: ['draft', 'counterparty_confirmation', 'completed'] },
  migrate_service: { huawei: [...REVIEWED, 'counterparty_confirmation', ...BUREAU_AND_SMS] }
}

for (const type of TYPES) {
  t.test(`a ${type} goes from draft to its end, under huawei and under tencent`, async (t) => {
    t.strictSame(pathOf(type, huawei), PATHS[type].huawei)
    t.strictSame(pathOf(type, tencent), PATHS[type].tencent ?? PATHS[type].huawei)
  })
}

t.test('owner confirmation may also follow a draft, where a policy asks for it and skips the review', async (t) => {
  const policy = { ...tencent, ownerConfirmation: { required: true, windowDays: 45 } }
  t.strictSame(pathOf('cancel_subject', policy), ['draft', 'owner_confirmation', ...BUREAU_AND_SMS])
})

/** 4.1, last column: what success does to the register; and what success is called. */
const ENDS: Record<OrderType, [change: string, label: string]> = {
  first_filing: ['subject_and_service_added', '已备案'],
  add_service: ['service_added', '已备案'],
  add_service_external: ['service_added', '已备案'],
  add_access: ['access_added', '接入成功'],
  change_subject: ['subject_changed', '变更成功'],
  change_service: ['service_changed', '变更成功'],
  change_filing: ['subject_and_service_changed', '变更成功'],
  change_access: ['access_changed', '变更成功'],
  cancel_access: ['access_removed', '取消接入成功'],
  cancel_service: ['service_removed', '注销成功'],
  cancel_subject: ['subject_removed', '注销成功'],
  claim: ['filing_claimed', '认领完成'],
  transfer: ['subject_moved', '转移完成'],
  migrate_service: ['service_moved', '迁移完成']
}

for (const type of TYPES) {
  t.test(`a ${type} that succeeds changes the register: ${ENDS[type][0]}, and is called ${ENDS[type][1]}`, async (t) => {
    const [state, event] = lastStep(type)
    const order = anOrder(state, { orderType: type })
    t.equal(outcome(order, event), 'completed')
    t.strictSame(effectsOf(order, event).filter((effect) => effect.startsWith('change_registry')), [`change_registry ${ENDS[type][0]}`])
    t.equal(labelOf('completed', { resubmitted: false, orderType: type }).zh, ENDS[type][1])
  })
}

function lastStep (type: OrderType): [OrderState, OrderEvent] {
  if (type === 'claim') return ['initial_review', aRequest('pass')]
  if (type === 'transfer') return ['counterparty_confirmation', aRequest('confirm', COUNTERPARTY)]
  return ['bureau_review', aFact('filing_registered')]
}

t.test('only cancellations and transfers cannot be withdrawn, by their type and not by the policy', async (t) => {
  for (const type of TYPES) {
    const state = type === 'transfer' ? 'counterparty_confirmation' : 'initial_review'
    const expected = type === 'transfer' ? 'refused: not_in_this_state' : type.startsWith('cancel_') ? 'refused: never_withdrawable' : 'draft'
    t.equal(outcome(anOrder(state, { orderType: type }), aRequest('withdraw')), expected, type)
  }
})

t.test('two accounts: only the other one confirms or declines a transfer and a migration', async (t) => {
  for (const orderType of ['transfer', 'migrate_service'] as const) {
    const order = anOrder('counterparty_confirmation', { orderType })
    const agreed = orderType === 'transfer' ? 'completed' : 'bureau_queue'
    t.strictSame([outcome(order, aRequest('confirm', COUNTERPARTY)), outcome(order, aRequest('decline', COUNTERPARTY))], [agreed, 'draft'])
    t.equal(decide(order, aRequest('confirm', COUNTERPARTY)).next.context.confirmations.counterparty, true)
    for (const role of ['applicant', 'integrator', 'reviewer', 'bureau_operator', 'admin', 'system']) {
      const by = { by: { id: 'somebody', role } }
      const refused = role === 'integrator' ? 'refused: account_required' : 'refused: role_not_allowed'
      t.equal(outcome(order, aRequest('confirm', by)), refused, `${role} cannot confirm a ${orderType}`)
      t.equal(outcome(order, aRequest('decline', by)), refused, `${role} cannot decline a ${orderType}`)
    }
    const forItsOwner = { by: { id: 'crm', role: 'integrator', accountId: 'the account of the order' } }
    t.equal(outcome(order, aRequest('confirm', forItsOwner)), 'refused: role_not_allowed')
  }
})

t.test('two accounts: each side hears of what the other does', async (t) => {
  const asked = anOrder('draft', { orderType: 'transfer' })
  t.strictSame(effectsOf(asked, aRequest('submit')), ['order_counterparty_confirmation to counterparty'])
  const transfer = anOrder('counterparty_confirmation', { orderType: 'transfer' })
  t.strictSame(effectsOf(transfer, aRequest('decline', COUNTERPARTY)), ['order_declined to applicant', 'order_declined to counterparty'])
  t.strictSame(effectsOf(transfer, aRequest('abandon')), ['order_abandoned to applicant', 'order_abandoned to counterparty'])
  t.strictSame(effectsOf(transfer, aRequest('confirm', COUNTERPARTY)), [
    'order_completed to counterparty', 'order_completed to applicant', 'change_registry subject_moved'
  ])
  const migration = anOrder('counterparty_confirmation', { orderType: 'migrate_service' })
  t.strictSame(effectsOf(migration, aRequest('confirm', COUNTERPARTY)), ['order_confirmed to applicant', 'order_initial_passed to bureau_operators'])
})

t.test('a confirmation counts for one submission: after a withdrawal everybody is asked again', async (t) => {
  const confirmed = decide(anOrder('counterparty_confirmation', { orderType: 'migrate_service' }), aRequest('confirm', COUNTERPARTY)).next
  const again = decide(decide(confirmed, aRequest('withdraw')).next, aRequest('submit')).next
  t.strictSame(again.context.confirmations, { owner: false, counterparty: false })
  t.equal(outcome(again, aRequest('pass')), 'counterparty_confirmation')
})

t.test('an order that nobody reviews counts its content as reviewed when it is submitted', async (t) => {
  const order = anOrder('draft', { orderType: 'cancel_access', reviewedHash: null, contentHash: 'now', round: 0 }, tencent)
  const { reviewedHash, round } = decide(order, aRequest('submit')).next.context
  t.strictSame([reviewedHash, round], ['now', 0])
})

t.test('the bureau hears nothing of claims and transfers, and what it says of them is ignored', async (t) => {
  for (const orderType of ['claim', 'transfer'] as const) {
    t.equal(ORDER_TYPES[orderType].bureau, false)
    t.equal(outcome(anOrder('draft', { orderType }), aFact('filing_registered', { attempt: 0 })), 'ignored', orderType)
  }
})

t.test('flags follow the policy: review skipped, owner not asked, other people verifying', async (t) => {
  const flags = (orderType: OrderType, policy: OrderPolicy) => flagsInWords(effectiveFlags({ orderType, policy }))
  for (const type of TYPES) t.equal(flags(type, huawei), FLAGS[type], `${type} under huawei`)
  t.equal(flags('cancel_subject', tencent), '- - - - y S - - - -')
  t.equal(flags('add_service', { ...huawei, smsPersons: { add_service: ['subject_principal', 'service_principal'] } }), 'y y - - y S+W y service y y')
  t.equal(flags('cancel_service', { ...huawei, smsPersons: { cancel_service: [] } }), '- y - - y - - - - -')
})

t.test('each type is filed for the kinds of service that its source names', async (t) => {
  const limited = TYPES.filter((type) => ORDER_TYPES[type].serviceKinds.length < 4)
  t.strictSame(limited.map((type) => [type, ...ORDER_TYPES[type].serviceKinds]), [['migrate_service', 'website']], '4.1: apps are not supported')
})

t.test('what must not be filed yet is what begins a filing', async (t) => {
  t.strictSame(TYPES.filter((type) => ORDER_TYPES[type].filesAnew), ['first_filing', 'add_service', 'add_service_external'])
  t.strictSame(TYPES.filter((type) => ORDER_TYPES[type].cancellation), ['cancel_subject', 'cancel_service', 'cancel_access'])
})
