import t from 'tap'
import { givenActiveEndpoint, givenDelivery, startWebhooks } from '../testing/start-webhooks.ts'
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
