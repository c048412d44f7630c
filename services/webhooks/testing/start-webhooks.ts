import { randomBytes, randomUUIDv7 } from 'node:crypto'
import { createTestDatabase } from '../../../tests/support/database.ts'
import { createLogger } from '../../platform/logger.ts'
import { connectPostgres } from '../../platform/postgres.ts'
import { createSealing } from '../../platform/sealing.ts'
import { createEndpoint, type EndpointWithSecret, type NewEndpoint } from '../endpoints/create-endpoint.ts'
import { reportVerification } from '../endpoints/report-verification.ts'
import { selectDeliveries, type DeliveryViewState } from '../deliveries/find-deliveries.ts'
import type { WebhooksDatabase } from '../webhook-tables.ts'
import type { EndpointNotice, WebhooksDeps } from '../webhooks-deps.ts'

type Teardown = { after: (work: () => Promise<void>) => unknown }

export type TestWebhooks = WebhooksDeps & {
  url: string
  advance (ms: number): void
  /** What people were told. */
  told: EndpointNotice[]
}

/** The webhooks library on a database of its own, with a clock that only the test moves. */
export async function startWebhooks (t: Teardown): Promise<TestWebhooks> {
  let now = Date.parse('2026-01-05T02:00:00.000Z')
  const { url } = await createTestDatabase(t)
  const db = connectPostgres<WebhooksDatabase>({ url, maxConnections: 12 })
  t.after(async () => await db.destroy())
  const told: EndpointNotice[] = []
  return {
    db,
    sealing: createSealing({ keys: { 0: key() }, lookupKey: key() }),
    now: () => new Date(now),
    log: createLogger({ name: 'webhooks', level: 'silent' }),
    wakeRelay: () => {},
    tell: async (_, notice) => { told.push(notice) },
    url,
    told,
    advance: (ms) => { now += ms }
  }
}

/** An endpoint that waits for consent. */
export async function givenEndpoint (webhooks: TestWebhooks, settings: Partial<NewEndpoint> = {}): Promise<EndpointWithSecret> {
  return await createEndpoint(webhooks, {
    accountId: 'acme',
    createdBy: 'somebody',
    url: 'https://hooks.example.com/beian',
    description: '',
    eventTypes: [],
    provinces: [],
    personalData: false,
    maxPerSecond: null,
    ...settings
  })
}

/** An endpoint that has consented. */
export async function givenActiveEndpoint (webhooks: TestWebhooks, settings: Partial<NewEndpoint> = {}): Promise<EndpointWithSecret> {
  const endpoint = await givenEndpoint(webhooks, settings)
  await consent(webhooks, endpoint.id)
  return endpoint
}

/** The check that waits is answered. */
export async function consent (webhooks: TestWebhooks, endpointId: string): Promise<void> {
  await reportVerification(webhooks, endpointId, { deliveryId: await waitingCheck(webhooks, endpointId), outcome: 'answered' })
}

export async function waitingCheck ({ db }: TestWebhooks, endpointId: string): Promise<string> {
  const { id } = await db.selectFrom('webhook_delivery').select('id').where('endpoint_id', '=', endpointId)
    .where('purpose', '=', 'verification').where('state', '=', 'pending').executeTakeFirstOrThrow()
  await db.updateTable('webhook_delivery').set({ state: 'delivered' }).where('id', '=', id).execute()
  return id
}

/** A delivery of an event, as publishing would make it. */
export async function givenDelivery ({ db, now }: TestWebhooks, endpointId: string, state: DeliveryViewState = 'pending'): Promise<string> {
  const id = randomUUIDv7()
  const isFlying = state === 'queued' || state === 'sending'
  await db.insertInto('webhook_delivery').values({
    id,
    endpoint_id: endpointId,
    purpose: 'event',
    message_id: randomUUIDv7(),
    event_type: 'order.completed',
    stream: randomUUIDv7(),
    order_id: null,
    sequence: 1,
    previous_sequence: null,
    body: Buffer.from('sealed'),
    state: isFlying ? 'pending' : state,
    tries: 3,
    attempts: 3,
    last_status: null,
    last_outcome: null,
    created_at: now(),
    due_at: now(),
    finished_at: null
  }).execute()
  if (isFlying) await givenFlight({ db }, { id, endpointId, sendingSince: state === 'sending' ? new Date() : null })
  return id
}

/** A delivery that is in the queue, or being sent. */
export async function givenFlight (
  { db }: Pick<TestWebhooks, 'db'>, { id, endpointId, sendingSince }: { id: string, endpointId: string, sendingSince: Date | null }
): Promise<void> {
  await db.insertInto('webhook_flight').values({
    delivery_id: id, endpoint_id: endpointId, queued_at: sendingSince ?? new Date(), sending_since: sendingSince
  }).execute()
}

export async function stateOfDelivery ({ db }: TestWebhooks, id: string): Promise<DeliveryViewState> {
  const row = await selectDeliveries(db).where('d.id', '=', id).executeTakeFirstOrThrow()
  return row.view_state
}

function key (): string {
  return randomBytes(32).toString('base64')
}
