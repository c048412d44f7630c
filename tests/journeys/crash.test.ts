import t from 'tap'
import { createKeyRing, createSealing } from '../../services/platform/sealing.ts'
import { findOrder } from '../../services/orders/find-orders.ts'
import { replayOrder } from '../../services/orders/history/replay-order.ts'
import { givenOrder, pass, apply, submit, startOrders, OPERATOR } from '../../services/orders/testing/start-orders.ts'
import { askWithRules } from '../../services/orders/order-change.ts'
import { CRASH_POINTS } from '../../services/platform/crash-point.ts'
import { notificationsOf } from '../../services/notifications/testing/notifications-of.ts'
import { testChannel } from '../../services/worker/testing/start-worker.ts'
import { startBureau } from '../../services/bureau-simulator/testing/start-bureau.ts'
import { until } from '../support/until.ts'
import { startProcess } from './start-process.ts'

const DAY_MS = 24 * 60 * 60 * 1000

t.jobs = 5

for (const point of CRASH_POINTS.worker) {
  t.test(`a worker killed ${point.replaceAll('_', ' ')} loses nothing and doubles nothing`, { buffered: true }, async (t) => {
    const ring = createKeyRing()
    const orders = { ...await startOrders(t), sealing: createSealing(ring) }
    const simulator = await startBureau()
    t.after(async () => await simulator.close())
    const env = {
      DATABASE_URL: orders.url,
      SEALING_KEYS: JSON.stringify(ring),
      BUREAU_CHANNELS: JSON.stringify([testChannel(simulator.port)]),
      BUREAU_POLL_EVERY_MS: '200'
    }
    const stateOf = async (id: string) => (await findOrder(orders, id)).state

    const { id } = await givenOrder(orders)
    await apply(orders, id, submit)
    await pass(orders, id)
    const doomed = startProcess(t, 'worker/main.ts', { ...env, BEIAN_CRASH_AT: point })
    await doomed.ready
    await apply(orders, id, askWithRules('send_to_bureau', { by: OPERATOR }))
    // the later points are only passed when the bureau has an answer
    const died = doomed.ended
    let dead = false
    died.then(() => { dead = true })
    await until(async () => dead || await stateOf(id) === 'sms_verification')
    if (!dead) await simulator.after(5 * DAY_MS)
    t.equal(await died, 'SIGKILL', 'the worker died where it should')

    const { ready } = startProcess(t, 'worker/main.ts', env)
    await ready
    await until(async () => await stateOf(id) !== 'bureau_submitting')
    await simulator.after(10 * DAY_MS)
    await until(async () => await stateOf(id) === 'completed')
    await until(async () => (await orders.db.selectFrom('outbox').select('id').where('status', '<>', 'done').execute()).length === 0,
      { description: 'every effect is done' })

    const { body } = await simulator.control('GET', 'requests') as { body: object[] | { requests: object[] } }
    t.equal((Array.isArray(body) ? body : body.requests).length, 1, 'filed once')
    const { state, context, version } = await findOrder(orders, id)
    t.strictSame(await replayOrder(orders, id), { state, context })
    const history = await orders.db.selectFrom('order_history').select(['version', 'event_type', 'actor_role']).where('order_id', '=', id).orderBy('version').execute()
    t.strictSame(history.map((row) => row.version), Array.from({ length: version }, (_, index) => index + 1))
    // The order was placed on a clock that stands still, so that to a worker its watch dates are long over.
    t.strictSame(history.filter((row) => row.actor_role !== 'system').map((row) => row.event_type), ['create', 'submit', 'pass', 'send_to_bureau', 'bureau_accepted', 'bureau_approved', 'filing_registered'])
    const told = await notificationsOf(orders).db.selectFrom('notification').select(['version', 'template', 'audience']).execute()
    t.equal(new Set(told.map((notice) => JSON.stringify(notice))).size, told.length, 'nobody is told twice')
    t.ok(told.some(({ template }) => template === 'order_completed'))
  })
}
