import { sql } from 'kysely'
import t from 'tap'
import { until } from '../../../tests/support/until.ts'
import { deleteEndpoint } from '../endpoints/delete-endpoint.ts'
import { findEndpoint } from '../endpoints/find-endpoints.ts'
import { switchEndpoint } from '../endpoints/switch-endpoint.ts'
import { givenActiveEndpoint, givenDelivery, givenFlight, startWebhooks, stateOfDelivery, type TestWebhooks } from '../testing/start-webhooks.ts'
import { claimDeliveries, type ClaimedDelivery } from './claim-deliveries.ts'
import { redeliver } from './redeliver.ts'
import { relayDeliveries } from './relay-deliveries.ts'
import { settleDeliveries } from './settle-deliveries.ts'

const REFUSED = {
  delivered: false, outcome: 'failed', status: 500, durationMs: 1, retryAfterMs: 0, requestHeaders: {}, answer: { failure: '' }
} as const

async function given (webhooks: TestWebhooks, endpointId: string, state: 'pending' | 'queued'): Promise<string> {
  const id = await givenDelivery(webhooks, endpointId, state)
  await webhooks.db.updateTable('webhook_delivery').set({ body: webhooks.sealing.sealBytes(Buffer.from('{"data":{}}'), id) }).where('id', '=', id).execute()
  return id
}

async function claimed (webhooks: TestWebhooks, id: string): Promise<ClaimedDelivery> {
  const [delivery] = await claimDeliveries(webhooks, [id])
  return delivery!
}

/** Until the commit of `work`, which the test holds back. */
function gate () {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>()
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
  return { reached, open, hold: async () => { reach(); await opened } }
}

/** For a lock that another transaction holds. */
async function untilSomebodyWaits ({ db }: TestWebhooks): Promise<void> {
  const waiting = sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await until(async () => (await waiting.execute(db)).rows.length > 0, { description: 'a statement waits for a lock' })
}

t.test('nothing is taken for sending while its endpoint is being turned off', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id: endpointId } = await givenActiveEndpoint(webhooks)
  const [queued, pending] = [await given(webhooks, endpointId, 'queued'), await given(webhooks, endpointId, 'pending')]
  const { version: ifVersion } = await findEndpoint(webhooks, endpointId)
  const commit = gate()
  const off = switchEndpoint(webhooks, endpointId, { to: 'disable', ifVersion }, commit.hold)
  await commit.reached
  t.equal(await relayDeliveries(webhooks, async () => {}), 0)
  const claims = claimDeliveries(webhooks, [queued, pending])
  await untilSomebodyWaits(webhooks)
  commit.open()
  await off
  t.strictSame(await claims, [null, null])
  t.strictSame([await stateOfDelivery(webhooks, queued), await stateOfDelivery(webhooks, pending)], ['held', 'held'])
  t.strictSame(await webhooks.db.selectFrom('webhook_flight').selectAll().execute(), [])
})

t.test('a relay that looked before a delivery ended does not give it to the queue again', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id: endpointId } = await givenActiveEndpoint(webhooks)
  const [first, second] = [await given(webhooks, endpointId, 'pending'), await given(webhooks, endpointId, 'pending')]
  const lock = gate()
  const ending = webhooks.db.transaction().execute(async (trx) => { // as settling does, whose commit comes late
    await trx.updateTable('webhook_delivery').set({ state: 'delivered' }).where('id', '=', first).execute()
    await lock.hold()
  })
  await lock.reached
  const relayed: string[] = []
  await relayDeliveries(webhooks, async (due) => { relayed.push(...due.map(({ id }) => id)) })
  lock.open()
  await ending
  t.strictSame(relayed, [second])
})

t.test('a text that is written anew while it is taken for sending is sent as it is then', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id: endpointId } = await givenActiveEndpoint(webhooks)
  const id = await given(webhooks, endpointId, 'queued')
  const commit = gate()
  const rewriting = webhooks.db.transaction().execute(async (trx) => { // as erasing does
    await trx.updateTable('webhook_delivery').set({ body: webhooks.sealing.sealBytes(Buffer.from('{"data":"erased"}'), id) }).where('id', '=', id).execute()
    await commit.hold()
  })
  await commit.reached
  const claims = claimDeliveries(webhooks, [id])
  await untilSomebodyWaits(webhooks)
  commit.open()
  await rewriting
  t.match(await claims, [{ body: '{"data":"erased"}' }])
})

t.test('a check that was withdrawn while it was being sent is not tried again, and an answer that came after the erasure is not kept', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id: endpointId } = await givenActiveEndpoint(webhooks)
  const [withdrawn, erased] = [await given(webhooks, endpointId, 'queued'), await given(webhooks, endpointId, 'queued')]
  const deliveries = [await claimed(webhooks, withdrawn), await claimed(webhooks, erased)]
  await webhooks.db.updateTable('webhook_delivery').set({ state: 'discarded' }).where('id', '=', withdrawn).execute()
  await webhooks.db.updateTable('webhook_delivery').set({ erased_at: webhooks.now() }).where('id', '=', erased).execute()
  const startedAt = webhooks.now()
  await settleDeliveries({ ...webhooks, random: () => 0.5 }, deliveries.map((delivery) => ({ delivery, tried: REFUSED, startedAt })))
  t.strictSame([await stateOfDelivery(webhooks, withdrawn), await stateOfDelivery(webhooks, erased)], ['discarded', 'pending'])
  const tries = await webhooks.db.selectFrom('webhook_attempt').select(['delivery_id', 'answer']).execute()
  t.match(Object.fromEntries(tries.map(({ delivery_id: id, answer }) => [id, answer])), { [withdrawn]: Buffer, [erased]: null })
})

t.test('what is left over of a way that has ended keeps nobody from sending it again, and goes with its endpoint', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id: endpointId, version: ifVersion } = await givenActiveEndpoint(webhooks)
  const id = await given(webhooks, endpointId, 'pending')
  await webhooks.db.updateTable('webhook_delivery').set({ state: 'delivered' }).where('id', '=', id).execute()
  await givenFlight(webhooks, { id, endpointId, sendingSince: null })
  await redeliver(webhooks, id)
  t.equal(await stateOfDelivery(webhooks, id), 'queued')
  t.ok(await claimed(webhooks, id))
  const { version } = await findEndpoint(webhooks, endpointId)
  t.not(version, ifVersion)
  await deleteEndpoint(webhooks, endpointId, { ifVersion: version })
  t.strictSame(await webhooks.db.selectFrom('webhook_flight').selectAll().execute(), [])
})
