import t from 'tap'
import { ORDER_CHART } from '../../../machines/order/drawing/draw-machine-as-data.ts'
import type { OrderState } from '../../../machines/order/order-states.ts'
import { EVENT_TYPES } from './event-catalogue.ts'
import { eventOfTransition, type Transition } from './event-of-transition.ts'

/** Every arrow of the statechart between two states. */
const arrows = new Map(Object.entries(ORDER_CHART.states).flatMap(([from, { on, after }]) =>
  [...Object.entries(on), ...Object.entries(after)].flatMap(([event, ways]) => ways.flatMap(({ target: to = from }) => {
    const cause = event.toLowerCase()
    return to === from ? [] : [[`${from} ${cause} ${to}`, { from, to, cause } as Transition] as const]
  }))))

t.test('every transition tells one thing', async (t) => {
  const told = [...arrows].map(([key, arrow]) => [key, eventOfTransition(arrow)] as const)
  t.ok(told.length > 60, `${told.length} transitions`)
  t.strictSame(told.filter(([, type]) => type === null).map(([key]) => key).filter((key) => !key.includes(' undo ')), [], 'but for what is taken back')
  t.strictSame(told.filter(([key]) => key.includes(' undo ')).filter(([, type]) => type !== null), [], 'of which nobody was told')
  const types = new Set(told.map(([, type]) => type))
  const others = EVENT_TYPES.filter((type) => type.startsWith('order.') && !types.has(type as never))
  t.strictSame(others, ['order.created', 'order.bureau_approved'], 'every event of the catalogue is told by some transition')
})

t.test('what is told depends on where an order comes to, and where that is not enough on what led there', async (t) => {
  const tell = (cause: string, from: OrderState | null, to: OrderState, approves = false) =>
    eventOfTransition({ cause, from, to, approves })
  t.equal(tell('create', null, 'draft'), 'order.created')
  t.equal(tell('save', 'draft', 'draft'), null)
  t.equal(tell('withdraw', 'bureau_queue', 'draft'), 'order.withdrawn')
  t.equal(tell('decline', 'counterparty_confirmation', 'draft'), 'order.declined')
  t.equal(tell('counterparty_window', 'counterparty_confirmation', 'draft'), 'order.declined')
  t.equal(tell('submit', 'draft', 'bureau_queue'), 'order.submitted')
  t.equal(tell('pass', 'initial_review', 'bureau_queue'), 'order.initial_passed')
  t.equal(tell('confirm', 'owner_confirmation', 'bureau_queue'), 'order.confirmed')
  t.equal(tell('pass', 'initial_review', 'completed'), 'order.completed')
  t.equal(tell('send_to_bureau', 'bureau_queue', 'correction_requested'), 'order.correction_requested')
  t.equal(tell('sms_window', 'sms_verification', 'bureau_review'), 'order.bureau_review_started')
  t.equal(tell('bureau_approved', 'sms_returned', 'bureau_review', true), 'order.bureau_approved')
  t.equal(tell('bureau_approved', 'bureau_review', 'bureau_review', true), 'order.bureau_approved')
  t.equal(tell('bureau_approved', 'bureau_review', 'bureau_review'), null)
})
