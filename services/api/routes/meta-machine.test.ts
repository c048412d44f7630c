import { getShortestPaths } from '@xstate/graph'
import t from 'tap'
import { createMachine, type EventObject } from 'xstate'
import { drawMachine } from '../../../machines/order/drawing/draw-machine.ts'
import { drawMachineAsData, MAIN_PATH, type Chart } from '../../../machines/order/drawing/draw-machine-as-data.ts'
import { MACHINE_VERSION, orderMachine } from '../../../machines/order/order-machine.ts'
import { ORDER_TYPES, type OrderType } from '../../../machines/order/order-types.ts'
import { POLICY_PRESETS } from '../../../machines/order/policy/policy-presets.ts'
import { send } from '../testing/send.ts'
import { startApi } from '../testing/start-api.ts'

const api = await startApi(t)
const read = async (query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  await send(api, '/v1/meta/machine', {}, { query, headers })

t.test('the statechart that is answered is one that XState runs, and every state is reached in it', async (t) => {
  const chart: Chart = (await read()).json()
  t.match(chart, { id: 'order', version: String(MACHINE_VERSION), initial: 'draft' })
  t.strictSame(statesReached(chart), Object.keys(orderMachine.states).sort())
})

t.test('so is the statechart of every order type', async (t) => {
  for (const orderType of Object.keys(ORDER_TYPES) as OrderType[]) {
    const chart: Chart = (await read({ orderType })).json()
    t.strictSame(chart, drawMachineAsData(orderType, POLICY_PRESETS.huawei), orderType)
    t.strictSame(statesReached(chart), Object.keys(chart.states).sort(), orderType)
  }
})

t.test('guards, deadlines and actions are names in it, with the parameters that are known beforehand', async (t) => {
  const { states }: Chart = (await read()).json()
  t.match(states.sms_verification.after['SMS_WINDOW'], [{ target: 'bureau_review', actions: ['assumeSms'] }])
  t.strictSame(states.bureau_queue.on['send_to_bureau']![0], {
    target: 'bureau_submitting',
    guard: { type: 'all', params: { of: ['byBureauOperatorOrPolicy', 'rulesHold'] } },
    actions: ['startAttempt', { type: 'upload_to_bureau' }]
  })
  t.strictSame(states.initial_review.on['abandon']![0]!.actions, [{ type: 'notify', params: { template: 'order_abandoned', audience: 'applicant' } }])
})

t.test('a policy preset may be asked for, with an order type', async (t) => {
  const chart: Chart = (await read({ orderType: 'cancel_service', preset: 'tencent' })).json()
  t.notOk('initial_review' in chart.states, 'Tencent reviews no cancellation')
  const alone = await read({ preset: 'tencent' })
  t.equal(alone.statusCode, 400)
  t.match(alone.json(), { errors: [{ field: 'orderType', code: 'FIELD_REQUIRED' }] })
  t.equal((await read({ orderType: 'claim', preset: 'nobody' })).statusCode, 400)
})

t.test('it is answered as a diagram to who asks for text', async (t) => {
  const asText = await read({}, { accept: 'text/plain' })
  const asked = await read({ format: 'mermaid' })
  t.match(asText.headers['content-type'], /^text\/plain/)
  t.match(asText.body, /^stateDiagram-v2\n {2}state "待完善备案信息<br\/>draft" as draft\n/)
  t.equal(asked.body, asText.body)
  t.equal((await read({ format: 'mermaid', orderType: 'claim' })).body, drawMachine(drawMachineAsData('claim', POLICY_PRESETS.huawei), MAIN_PATH))
})

t.test('it is kept by whoever has it, until it changes', async (t) => {
  const first = await read()
  const etag = String(first.headers['etag'])
  t.match(first.headers, { etag: new RegExp(`^"order-${MACHINE_VERSION}-[\\w-]{16}"$`), 'cache-control': 'public, max-age=3600', vary: /Accept/ })
  const again = await read({}, { 'if-none-match': `W/${etag}` })
  t.equal(again.statusCode, 304)
  t.equal(again.body, '')
  t.equal((await read({ orderType: 'claim' }, { 'if-none-match': etag })).statusCode, 200)
})

/** Walks as an actor would: a guard holds when the event that is tried says so, each way in turn. */
function statesReached (chart: Chart): string[] {
  const ways = Object.entries(chart.states).flatMap(([state, { on, after }]) => [
    ...Object.entries(on),
    ...Object.entries(after).map(([delay, transitions]) => [`xstate.after.${delay}.${chart.id}.${state}`, transitions] as const)
  ])
  const tried = (event: EventObject) => (event as EventObject & { guard: string }).guard
  const machine = createMachine(chart, {
    guards: { all: ({ event }, params) => tried(event) === JSON.stringify(params) },
    delays: Object.fromEntries(Object.values(chart.states).flatMap(({ after }) => Object.keys(after)).map((delay) => [delay, 1]))
  })
  const events = ways.flatMap(([type, transitions]) => transitions.map(({ guard }) => ({ type, guard: JSON.stringify(guard?.params) })))
  return [...new Set(getShortestPaths(machine, { events }).map(({ state }) => String(state.value)))].sort()
}
