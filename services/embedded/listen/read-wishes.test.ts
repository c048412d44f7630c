import t from 'tap'
import { readWishes } from './read-wishes.ts'

t.test('without wishes all events of all accounts are printed', async (t) => {
  t.strictSame(readWishes([]), { forward: null, account: null, events: [], provinces: [], personal: false, printBody: false })
  t.strictSame(readWishes([
    '--forward', 'http://localhost:9000/hook', '--account', 'acme', '--events', 'order.completed, order.expired,order.expired',
    '--provinces', 'guangdong', '--personal', '--print-body'
  ]), {
    forward: 'http://localhost:9000/hook',
    account: 'acme',
    events: ['order.completed', 'order.expired'],
    provinces: ['guangdong'],
    personal: true,
    printBody: true
  })
})

t.test('what is not understood is answered with the choices', async (t) => {
  t.throws(() => readWishes(['--events', 'order.compleated']), /--events: there is no order.compleated\. One or more.*order\.created/)
  t.throws(() => readWishes(['--provinces', 'guangdong,canton']), /--provinces: there is no canton\. .*guangdong/)
  t.throws(() => readWishes(['--forward', 'localhost:9000']), /--forward is the address of your receiver, such as .*not "localhost:9000"/)
  t.throws(() => readWishes(['--froward', 'x']), /--froward[^]*usage: npm run listen/)
})
