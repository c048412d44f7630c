import t from 'tap'
import { drawMachine } from './draw-machine.ts'
import { orderMachine } from './order-machine.ts'

t.test('a statechart is drawn with its events, guards, deadlines and ends', async (t) => {
  t.equal(drawMachine({
    initial: 'open',
    states: {
      open: {
        after: { EXPIRY: { target: 'gone' } },
        on: {
          close: [{ target: 'closed', guard: { type: 'all', params: { of: ['mayClose', 'isNew'] } } }, { target: 'gone' }],
          save: { actions: 'keepContent' },
          leave: 'gone'
        }
      },
      closed: {},
      gone: { on: { remark: {} } }
    }
  }), `stateDiagram-v2
  [*] --> open
  open --> closed: close [mayClose, isNew]
  open --> gone: close
  open --> gone: leave
  open --> gone: after expiry
  closed --> [*]
  gone --> [*]
`)
})

t.test('the diagram of an order knows every state', async (t) => {
  const diagram = drawMachine(orderMachine.config)
  for (const state of Object.keys(orderMachine.states)) t.match(diagram, new RegExp(`\\b${state}\\b`), state)
  t.match(diagram, /sms_verification --> bureau_review: after sms_window/)
})
