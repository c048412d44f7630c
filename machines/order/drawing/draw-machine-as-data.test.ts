import t from 'tap'
import { createMachine } from 'xstate'
import { drawMachineAsData, ORDER_CHART, type Chart } from './draw-machine-as-data.ts'
import { orderMachine } from '../order-machine.ts'
import type { OrderPolicy } from '../policy/order-policy.ts'
import type { OrderState } from '../order-states.ts'
import { ORDER_TYPES, type OrderType } from '../order-types.ts'
import { POLICY_PRESETS } from '../policy/policy-presets.ts'

const { huawei, alibaba, tencent, wechat } = POLICY_PRESETS
const TYPES = Object.keys(ORDER_TYPES) as OrderType[]
const statesOf = (type: OrderType, policy: OrderPolicy = huawei) => Object.keys(drawMachineAsData(type, policy).states)
const eventsOf = (chart: Chart, state: OrderState) => Object.keys(chart.states[state].on)
const leadsTo = (chart: Chart, state: OrderState, event: string) => chart.states[state].on[event]?.map(({ target }) => target)

t.test('the chart as data has every state and every transition of the machine, in order', async (t) => {
  const rebuilt = createMachine(JSON.parse(JSON.stringify(ORDER_CHART)))
  for (const [state, { transitions }] of Object.entries(orderMachine.states)) {
    const ofRebuilt = rebuilt.states[state as never] as unknown as { transitions: typeof transitions }
    t.strictSame(summary(ofRebuilt.transitions), summary(transitions), state)
  }
  t.strictSame(Object.keys(rebuilt.states), Object.keys(orderMachine.states))
})

t.test('it loses nothing on its way through JSON', async (t) => {
  t.strictSame(JSON.parse(JSON.stringify(ORDER_CHART)), ORDER_CHART)
})

t.test('a claim never sees the bureau, a transfer only the other account', async (t) => {
  t.strictSame(statesOf('claim'), ['draft', 'initial_review', 'correction_requested', 'initial_rejected', 'completed', 'abandoned', 'expired'])
  t.strictSame(statesOf('transfer'), ['draft', 'counterparty_confirmation', 'completed', 'abandoned', 'expired'])
})

t.test('only who has SMS persons waits for them', async (t) => {
  for (const type of TYPES.filter((type) => ORDER_TYPES[type].bureau)) {
    t.equal(statesOf(type).includes('sms_verification'), ORDER_TYPES[type].smsPersons.length > 0, type)
  }
})

t.test('a cancellation is never withdrawn, and is abandoned where the policy lets it', async (t) => {
  const chart = drawMachineAsData('cancel_subject', huawei)
  t.notOk(Object.values(chart.states).some(({ on }) => 'withdraw' in on))
  t.ok(eventsOf(chart, 'bureau_queue').includes('abandon'))
  t.notOk(eventsOf(drawMachineAsData('cancel_subject', alibaba), 'bureau_queue').includes('abandon'))
  t.strictSame(leadsTo(chart, 'initial_review', 'pass'), ['owner_confirmation'])
  t.strictSame(leadsTo(drawMachineAsData('cancel_subject', tencent), 'draft', 'submit'), ['bureau_queue'])
  t.strictSame(leadsTo(drawMachineAsData('cancel_service', wechat), 'sms_verification', 'sms_failed'), ['abandoned', undefined])
})

t.test('what an earlier transition always forestalls is left out', async (t) => {
  const chart = drawMachineAsData('first_filing', huawei)
  t.strictSame(chart.states.initial_review.on['pass'], [{
    ...ORDER_CHART.states.initial_review.on['pass']![3], guard: { type: 'all', params: { of: ['byReviewer'] } }
  }])
  t.strictSame(leadsTo(drawMachineAsData('first_filing', { ...huawei, fourEyes: true }), 'initial_review', 'pass'), [undefined, 'bureau_queue'])
})

t.test('what was sent for certain is never found to be filed already', async (t) => {
  const chart = drawMachineAsData('first_filing', huawei)
  t.ok(eventsOf(chart, 'draft').includes('filing_found'))
  t.notOk(eventsOf(chart, 'sms_returned').includes('filing_found'))
})

t.test('a deadline that is off does not show', async (t) => {
  t.notOk('HAND_OVER' in drawMachineAsData('first_filing', huawei).states.bureau_queue.after)
  t.ok('HAND_OVER' in drawMachineAsData('first_filing', { ...huawei, automaticHandOver: true }).states.bureau_queue.after)
  t.notOk('EXPIRY' in drawMachineAsData('first_filing', alibaba).states.sms_returned.after, 'Alibaba spares what has been at the bureau')
})

t.test('under every preset every type can be completed, and leads nowhere that is not drawn', async (t) => {
  for (const policy of Object.values(POLICY_PRESETS)) {
    for (const type of TYPES) {
      const chart = drawMachineAsData(type, policy)
      const targets = Object.values(chart.states).flatMap(({ on, after }) => [...Object.values(on), ...Object.values(after)].flat())
        .flatMap(({ target }) => target ?? [])
      t.ok(targets.includes('completed'), `${type} under ${policy.preset}`)
      t.strictSame(targets.filter((target) => !(target in chart.states)), [])
    }
  }
})

/** Event, guard and target of each transition of a state. */
function summary (transitions: Map<string, readonly object[]>): unknown[] {
  return [...transitions].map(([event, listed]) => [event, listed.map((transition) => {
    const { target, guard } = transition as { target?: Array<{ key: string }>, guard?: unknown }
    return { target: target?.map(({ key }) => key), guard }
  })])
}
