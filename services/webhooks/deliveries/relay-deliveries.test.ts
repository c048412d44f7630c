import t from 'tap'
import { givenActiveEndpoint, givenDelivery, givenFlight, startWebhooks } from '../testing/start-webhooks.ts'
import { claimDeliveries } from './claim-deliveries.ts'
import { relayDeliveries } from './relay-deliveries.ts'

t.test('a worker that takes its job at once finds the delivery, however soon that is', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id: endpointId } = await givenActiveEndpoint(webhooks)
  const id = await givenDelivery(webhooks, endpointId, 'pending')
  await webhooks.db.updateTable('webhook_delivery').set({ body: webhooks.sealing.sealBytes(Buffer.from('{}'), id) }).where('id', '=', id).execute()
  const claimed: unknown[] = []
  await relayDeliveries(webhooks, async (due) => {
    claimed.push(...await claimDeliveries(webhooks, due.map(({ id }) => id)))
  })
  t.match(claimed, [{ id }])
  t.strictSame(await claimDeliveries(webhooks, [id]), [null], 'once')
})

t.test('what is under way takes places, and keeps what is behind it from none of the others', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id: endpointId } = await givenActiveEndpoint(webhooks)
  await webhooks.db.updateTable('webhook_endpoint').set({ state: 'failing' }).execute() // which has four places
  await givenDelivery(webhooks, endpointId, 'queued')
  await givenDelivery(webhooks, endpointId, 'sending')
  const waiting = []
  for (let n = 0; n < 3; n++) {
    webhooks.advance(1)
    waiting.push(await givenDelivery(webhooks, endpointId, 'pending'))
  }
  const given: string[] = []
  await relayDeliveries(webhooks, async (due) => { given.push(...due.map(({ id }) => id)) })
  t.strictSame(given.toSorted(), waiting.slice(0, 2))
  t.equal(await relayDeliveries(webhooks, async () => {}), 0)
})

t.test('a flight that was left over sends nothing', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id: endpointId } = await givenActiveEndpoint(webhooks)
  for (const state of ['held', 'delivered', 'failed', 'discarded'] as const) {
    const id = await givenDelivery(webhooks, endpointId, state)
    await givenFlight(webhooks, { id, endpointId, sendingSince: null })
    t.strictSame(await claimDeliveries(webhooks, [id]), [null], state)
  }
})
