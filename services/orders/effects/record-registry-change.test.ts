import t from 'tap'
import { Value } from 'typebox/value'
import { applyOrderEvent } from '../apply-order-event.ts'
import { eventSchema } from '../events/event-schemas.ts'
import { findEvents } from '../events/find-events.ts'
import { publishEvents } from '../events/publish-events.ts'
import { recordRegistryChange } from './record-registry-change.ts'
import { givenSubmittingOrder, startOrders } from '../testing/start-orders.ts'

const FILING = { subjectNumber: '粤ICP备26000001号', serviceNumbers: ['粤ICP备26000001号-1'], bureauIds: {} }

t.test('what a completed order does to the register is written down once, and the world is told, and the effect is done with it', async (t) => {
  const orders = await startOrders(t)
  const { id } = await givenSubmittingOrder(orders)
  await applyOrderEvent(orders, id, { event: { type: 'filing_registered', at: orders.now().toISOString(), causeId: 'file-1', attempt: 1, filing: FILING } })
  const effects = await orders.db.selectFrom('outbox').select(['id', 'version', 'payload']).where('kind', '=', 'change_registry').execute()
  t.strictSame(effects.map(({ payload }) => payload), [{ change: 'subject_and_service_added' }])

  const [{ id: effectId, version }] = effects as [typeof effects[number]]
  for (let twice = 0; twice < 2; twice++) {
    await recordRegistryChange(orders, { effectId, orderId: id, version, change: 'subject_and_service_added' })
  }
  const recorded = await orders.db.selectFrom('registry_change').select(['order_id', 'order_version', 'change']).execute()
  t.strictSame(recorded, [{ order_id: id, order_version: version, change: 'subject_and_service_added' }])
  const { status } = await orders.db.selectFrom('outbox').select('status').where('id', '=', effectId).executeTakeFirstOrThrow()
  t.equal(status, 'done')

  while (await publishEvents(orders, 100, async () => {}) > 0) { /* until all are out */ }
  const { events } = await findEvents(orders, { after: null, limit: 100, orderId: id })
  t.strictSame(events.slice(-2).map(({ type, sequence }) => [type, sequence]), [['order.completed', 5], ['filing.registered', 6]])
  t.strictSame([...Value.Errors(eventSchema('filing.registered'), events[5])], [])
  t.match(events[5], { data: { change: 'subject_and_service_added', order: { id, state: 'completed', serviceNumbers: FILING.serviceNumbers } } })
})
