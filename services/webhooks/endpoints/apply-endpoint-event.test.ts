import { randomUUIDv7 } from 'node:crypto'
import t from 'tap'
import { applyEndpointEvent } from './apply-endpoint-event.ts'
import { deleteEndpoint } from './delete-endpoint.ts'
import { findEndpoint } from './find-endpoints.ts'
import { fireEndpointTimers, nextEndpointTimer } from './fire-endpoint-timers.ts'
import { reportOutcomes } from './report-outcomes.ts'
import { reportVerification } from './report-verification.ts'
import { updateEndpoint } from './update-endpoint.ts'
import {
  consent, givenActiveEndpoint, givenDelivery, givenEndpoint, startWebhooks, stateOfDelivery, waitingCheck, type TestWebhooks
} from '../testing/start-webhooks.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const FAILED = { succeeded: 0, failed: 1, gone: 0 }

const disable = async (webhooks: TestWebhooks, id: string) =>
  await applyEndpointEvent(webhooks, id, { type: 'disable', at: webhooks.now().toISOString() })
const enable = async (webhooks: TestWebhooks, id: string) =>
  await applyEndpointEvent(webhooks, id, { type: 'enable', at: webhooks.now().toISOString(), consentId: randomUUIDv7() })
const move = async (webhooks: TestWebhooks, id: string, url: string) => {
  const { version: ifVersion } = await findEndpoint(webhooks, id)
  return await updateEndpoint(webhooks, id, { ifVersion, change: { url } })
}

t.test('a new endpoint is asked for consent by a sealed message, and what was held goes out when it has given it', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id, state } = await givenEndpoint(webhooks)
  t.equal(state, 'verifying')
  const [check] = await webhooks.db.selectFrom('webhook_delivery').selectAll().execute()
  t.match(check, { purpose: 'verification', event_type: 'webhook.verification', state: 'pending', message_id: check!.id, stream: check!.id, sequence: 1 })
  const body = JSON.parse(webhooks.sealing.unsealBytes(check!.body, check!.id).toString())
  t.strictSame(body, {
    id: check!.id, type: 'webhook.verification', occurredAt: webhooks.now().toISOString(), orderId: null, sequence: 1, previousSequence: null, data: { endpointId: id }
  })
  const held = await givenDelivery(webhooks, id, 'held')
  webhooks.advance(1000)
  await consent(webhooks, id)
  t.equal((await findEndpoint(webhooks, id)).state, 'active')
  t.match(await webhooks.db.selectFrom('webhook_delivery').selectAll().where('id', '=', held).executeTakeFirst(), {
    state: 'pending', due_at: webhooks.now(), tries: 0, attempts: 3
  })
})

t.test('turning an endpoint off holds what waits, and turning it on releases only what came since', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id } = await givenActiveEndpoint(webhooks)
  const before = [await givenDelivery(webhooks, id, 'pending'), await givenDelivery(webhooks, id, 'queued')]
  const sending = await givenDelivery(webhooks, id, 'sending')
  await disable(webhooks, id)
  const states = async (ids: string[]) => await Promise.all(ids.map(async (one) => await stateOfDelivery(webhooks, one)))
  t.strictSame(await states([...before, sending]), ['held', 'held', 'sending'])
  const flights = await webhooks.db.selectFrom('webhook_flight').select('delivery_id').execute()
  t.strictSame(flights, [{ delivery_id: sending }], 'no place is taken by what nobody will send')
  webhooks.advance(DAY_MS)
  await enable(webhooks, id)
  const since = await givenDelivery(webhooks, id, 'held')
  await consent(webhooks, id)
  t.strictSame(await states([...before, since]), ['held', 'held', 'pending'])
  t.strictSame(webhooks.told, [], 'whoever does it knows it')
})

t.test('at a new address consent is asked again, and an answer from the old one is none', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id } = await givenActiveEndpoint(webhooks)
  const waiting = await givenDelivery(webhooks, id)
  t.equal((await move(webhooks, id, 'https://other.example.com/')).state, 'verifying')
  t.equal(await stateOfDelivery(webhooks, waiting), 'held')
  const first = await waitingCheck(webhooks, id)
  await move(webhooks, id, 'https://third.example.com/')
  await reportVerification(webhooks, id, { deliveryId: first, outcome: 'answered' })
  await reportOutcomes(webhooks, id, { succeeded: 5, failed: 0, gone: 0 })
  t.equal((await findEndpoint(webhooks, id)).state, 'verifying')
  await consent(webhooks, id)
  t.strictSame([(await findEndpoint(webhooks, id)).state, await stateOfDelivery(webhooks, waiting)], ['active', 'pending'])
})

t.test('a check that waits is withdrawn when it is asked anew or the endpoint is turned off', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id } = await givenEndpoint(webhooks)
  await move(webhooks, id, 'https://other.example.com/')
  await disable(webhooks, id)
  const rows = await webhooks.db.selectFrom('webhook_delivery').select(['state', 'finished_at']).execute()
  t.strictSame(rows, Array(2).fill({ state: 'discarded', finished_at: webhooks.now() }))
})

t.test('failures are told of after one and three days, and after five the endpoint is disabled', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id } = await givenActiveEndpoint(webhooks)
  const waiting = await givenDelivery(webhooks, id)
  const failingSince = webhooks.now().toISOString()
  const after = (days: number) => new Date(Date.parse(failingSince) + days * DAY_MS)
  await reportOutcomes(webhooks, id, FAILED)
  t.match(await findEndpoint(webhooks, id), {
    state: 'failing', failingSince, warnings: 0, deadlines: [{ name: 'first_warning', dueAt: after(1).toISOString() }, {}, { name: 'disable' }]
  })
  t.same(await nextEndpointTimer(webhooks), after(1))
  webhooks.advance(3 * DAY_MS)
  t.equal(await fireEndpointTimers(webhooks), 2)
  t.strictSame(webhooks.told.map(({ template, endpointId, accountId, url }) => [template, endpointId, accountId, url]),
    ['webhook_failing', 'webhook_failing_still'].map((template) => [template, id, 'acme', 'https://hooks.example.com/beian']))
  t.equal(new Set(webhooks.told.map(({ occasion }) => occasion)).size, 2)
  t.match(await findEndpoint(webhooks, id), { state: 'failing', warnings: 2 })
  webhooks.advance(7 * DAY_MS)
  t.equal(await fireEndpointTimers(webhooks), 1)
  t.match(await findEndpoint(webhooks, id), { state: 'disabled', disabledBecause: 'failures', deadlines: [] })
  t.strictSame([webhooks.told.at(-1)?.template, await stateOfDelivery(webhooks, waiting)], ['webhook_disabled', 'held'])
  t.strictSame([await fireEndpointTimers(webhooks), await nextEndpointTimer(webhooks)], [0, null])
})

t.test('one success ends the warnings', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id } = await givenActiveEndpoint(webhooks)
  await reportOutcomes(webhooks, id, FAILED)
  webhooks.advance(2 * DAY_MS)
  await reportOutcomes(webhooks, id, { succeeded: 1, failed: 9, gone: 0 })
  t.equal(await fireEndpointTimers(webhooks), 0)
  t.match(await findEndpoint(webhooks, id), { state: 'active', failingSince: null, deadlines: [] })
})

t.test('a receiver that answers 410, or never consents, is left alone, and its owner told', async (t) => {
  const webhooks = await startWebhooks(t)
  const gone = await givenActiveEndpoint(webhooks)
  await reportOutcomes(webhooks, gone.id, { succeeded: 3, failed: 0, gone: 1 })
  const silent = await givenEndpoint(webhooks, { accountId: null })
  await reportVerification(webhooks, silent.id, { deliveryId: await waitingCheck(webhooks, silent.id), outcome: 'given_up' })
  t.strictSame(webhooks.told.map(({ template, accountId }) => [template, accountId]), [['webhook_disabled', 'acme'], ['webhook_unverified', null]])
  const reasons = await Promise.all([gone, silent].map(async ({ id }) => (await findEndpoint(webhooks, id)).disabledBecause))
  t.strictSame(reasons, ['gone', 'unverified'])
})

t.test('requests that do not fit are refused with the reason, and change nothing', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id } = await givenActiveEndpoint(webhooks)
  const reasons = (code: string) => ({ code: 'webhook_endpoint_state', details: { endpointReasons: [{ code }] } })
  await t.rejects(enable(webhooks, id), reasons('already_enabled'))
  await disable(webhooks, id)
  const { version } = await findEndpoint(webhooks, id)
  await t.rejects(disable(webhooks, id), reasons('already_disabled'))
  t.equal((await findEndpoint(webhooks, id)).version, version)
})

t.test('fifty reports at once make one change, whoever is first', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id } = await givenActiveEndpoint(webhooks)
  const { version } = await findEndpoint(webhooks, id)
  await Promise.all(Array.from({ length: 50 }, async () => await reportOutcomes(webhooks, id, FAILED)))
  t.match(await findEndpoint(webhooks, id), { state: 'failing', version: version + 1, deadlines: { length: 3 } })
  await Promise.all(Array.from({ length: 50 }, async (_, n) =>
    await reportOutcomes(webhooks, id, n % 2 ? FAILED : { succeeded: 0, failed: 0, gone: 1 })))
  t.match(await findEndpoint(webhooks, id), { state: 'disabled', disabledBecause: 'gone', version: version + 2, deadlines: [] })
  t.equal(webhooks.told.length, 1)
})

t.test('workers that look at once fire every deadline once', async (t) => {
  const webhooks = await startWebhooks(t)
  const endpoints = await Promise.all(Array.from({ length: 15 }, async () => await givenActiveEndpoint(webhooks)))
  for (const { id } of endpoints) await reportOutcomes(webhooks, id, FAILED)
  webhooks.advance(2 * DAY_MS)
  const fired = await Promise.all(Array.from({ length: 6 }, async () => await fireEndpointTimers(webhooks)))
  t.equal(fired.reduce((sum, count) => sum + count), 15)
  t.strictSame(webhooks.told.map(({ endpointId }) => endpointId).sort(), endpoints.map(({ id }) => id).sort())
})

t.test('an endpoint that a newer release has stored is told of and holds up no other', async (t) => {
  const webhooks = await startWebhooks(t)
  const [newer, other] = [await givenActiveEndpoint(webhooks), await givenActiveEndpoint(webhooks)]
  for (const { id } of [newer, other]) await reportOutcomes(webhooks, id, FAILED)
  await webhooks.db.updateTable('webhook_endpoint').set({ machine_version: 99 }).where('id', '=', newer.id).execute()
  webhooks.advance(DAY_MS)
  t.equal(await fireEndpointTimers(webhooks), 1)
  t.strictSame(webhooks.told.map(({ endpointId }) => endpointId), [other.id])
})

t.test('what is reported of a deleted endpoint is nobody\'s fault', async (t) => {
  const webhooks = await startWebhooks(t)
  const { id } = await givenActiveEndpoint(webhooks)
  await deleteEndpoint(webhooks, id, {})
  await reportOutcomes(webhooks, id, FAILED)
  await reportVerification(webhooks, id, { deliveryId: randomUUIDv7(), outcome: 'answered' })
  await t.rejects(disable(webhooks, id), { code: 'webhook_endpoint_not_found' })
})
