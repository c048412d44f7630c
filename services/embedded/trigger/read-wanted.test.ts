import t from 'tap'
import { readWanted } from './read-wanted.ts'

t.test('an event by its name, whose it is and whether time may move', async (t) => {
  t.strictSame(readWanted(['order.completed']), { list: false, type: 'order.completed', account: undefined, mayMoveClock: false })
  t.match(readWanted(['order.expired', '--account', 'acme', '--move-clock']), { type: 'order.expired', account: 'acme', mayMoveClock: true })
  t.strictSame(readWanted(['--list']), { list: true })
})

t.test('what is not understood is answered with the choices', async (t) => {
  t.throws(() => readWanted(['order.compleated']), /no event "order.compleated"\. One of\n +order\.created [^]*usage: /)
  t.throws(() => readWanted(['toString']), /no event "toString"/)
  t.throws(() => readWanted([]), /which event\? One of/)
  t.throws(() => readWanted(['order.created', 'order.submitted']), /one event at a time, not order\.created, order\.submitted/)
  t.throws(() => readWanted(['order.created', '--fast']), /--fast[^]*usage: /)
})
