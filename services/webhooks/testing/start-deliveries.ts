import { randomUUIDv7 } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import { publishEvents } from '../../orders/events/publish-events.ts'
import type { EventType } from '../../orders/events/event-catalogue.ts'
import type { OrdersDatabase } from '../../orders/order-tables.ts'
import { readEgressAllow } from '../../platform/http/egress-allow.ts'
import { createHttpClient } from '../../platform/http/http-client.ts'
import { composeDeliveries } from '../deliveries/compose-deliveries.ts'
import { createSender, type SenderDeps } from '../deliveries/create-sender.ts'
import { countDueDeliveries, nextDeliveryDue } from '../deliveries/deliveries-due.ts'
import { relayDeliveries } from '../deliveries/relay-deliveries.ts'
import { fireEndpointTimers, nextEndpointTimer } from '../endpoints/fire-endpoint-timers.ts'
import type { WebhooksDatabase } from '../webhook-tables.ts'
import { startWebhooks, type TestWebhooks } from './start-webhooks.ts'

type Teardown = { after: (work: () => Promise<void>) => unknown }

export type TestDeliveries = TestWebhooks & {
  /** One look at what is due. */
  look (): Promise<void>
  /** Does all that is due now, and what follows from it. */
  settle (): Promise<void>
  /** From due moment to due moment, as the test clock goes. */
  walk (ms: number): Promise<void>
}

type Options = {
  random?: () => number
  /** A receiver has so long for its headers, and again for its body. Those of a test that are well have to keep it on a busy machine. */
  answerWithinMs?: number
}

/** Deliveries with everything real but the queue, in whose place stands a loop; time moves when the test moves it. */
export async function startDeliveries (
  t: Teardown, { random = () => 0.5, answerWithinMs: ms = 800 }: Options = {}
): Promise<TestDeliveries> {
  const webhooks = await startWebhooks(t)
  const limits = { connectMs: 5000, headersMs: ms, bodyMs: ms, totalMs: 5000 + 2 * ms }
  const http = createHttpClient({ allow: readEgressAllow('127.0.0.1,localhost'), limits, connections: 100 })
  t.after(async () => await http.close())
  const deps: SenderDeps = { ...webhooks, http, random }
  const send = createSender(deps)

  async function look () {
    await fireEndpointTimers(deps)
    await publish(webhooks)
    const due: string[] = []
    await relayDeliveries(deps, async (deliveries) => { due.push(...deliveries.map(({ id }) => id)) })
    await Promise.all(due.map(send))
  }
  async function settle () {
    do await look()
    while (await countDueDeliveries(deps) > 0)
  }
  async function walk (ms: number) {
    await settle()
    const end = webhooks.now().getTime() + ms
    for (;;) {
      const moments = [await nextDeliveryDue(deps), await nextEndpointTimer(deps)].filter((moment) => moment !== null).map(Number)
      const next = Math.min(end, ...moments)
      webhooks.advance(Math.max(0, next - webhooks.now().getTime()))
      await settle()
      if (next === end) return
    }
  }
  return { ...webhooks, look, settle, walk }
}

export async function publish (deps: TestWebhooks): Promise<void> {
  await publishEvents({ ...deps, db: deps.db as unknown as Kysely<OrdersDatabase> }, 500, async (trx, events) => {
    await composeDeliveries(deps, trx as unknown as Transaction<WebhooksDatabase>, events)
  })
}

type Given = { orderId: string, type?: EventType, version: number, accountId?: string, province?: string, personal?: object }

/** What a commit would have written. */
export async function givenEvent (deps: TestWebhooks, { orderId, type = 'order.submitted', version, accountId = 'acme', province = 'guangdong', personal }: Given) {
  const id = randomUUIDv7()
  await deps.db.insertInto('published_event').values({
    id,
    type,
    order_id: orderId,
    order_version: version,
    account_id: accountId,
    province,
    occurred_at: deps.now(),
    due_at: deps.now(),
    data: JSON.stringify({ order: { id: orderId, version } }),
    personal: personal ? deps.sealing.seal(personal, id) : null
  }).execute()
  return id
}
