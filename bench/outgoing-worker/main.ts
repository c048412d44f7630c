import { pino } from 'pino'
import { Registry } from 'prom-client'
import { POLICY_PRESETS } from '../../machines/order/policy/policy-presets.ts'
import type { OrdersDatabase } from '../../services/orders/order-tables.ts'
import { readEgressAllow } from '../../services/platform/http/egress-allow.ts'
import { createHttpClient } from '../../services/platform/http/http-client.ts'
import { connectPostgres } from '../../services/platform/postgres.ts'
import { openQueues } from '../../services/platform/queue.ts'
import { createSealing } from '../../services/platform/sealing.ts'
import type { WebhooksDatabase } from '../../services/webhooks/webhook-tables.ts'
import { measureJobs } from '../../services/worker/measure-jobs.ts'
import { relayOutbox } from '../../services/worker/relay-outbox.ts'
import { runPart } from '../../services/worker/run-part.ts'
import { deliverWebhooks } from '../../services/worker/webhooks/deliver-webhooks.ts'

export type OutgoingTask = { what: 'relay' | 'webhooks', databaseUrl: string, redisUrl: string | null, sealingKeys: string }

const CONNECTIONS = 100

/** One worker as far as one thing goes: it fills a queue from the outbox, or sends webhooks until it is told to stop. */
process.on('message', async (task) => {
  const { what, databaseUrl, redisUrl, sealingKeys } = task as OutgoingTask
  const db = connectPostgres<OrdersDatabase & WebhooksDatabase>({ url: databaseUrl, name: 'beian bench outgoing' })
  const queues = await openQueues({ databaseUrl, prefix: 'bench', ...redisUrl && { redisUrl } })
  const base = { db, sealing: createSealing(JSON.parse(sealingKeys)), now: () => new Date(), log: pino({ level: 'warn' }) }
  const begun = performance.now()
  if (what === 'relay') {
    const orders = { ...base, policy: POLICY_PRESETS.huawei, wakeRelay: () => {} }
    const count = await relayOutbox(orders, { kinds: ['notify'] }, queues.queue('effects'))
    process.send!({ count, ms: performance.now() - begun })
  } else {
    const http = createHttpClient({ allow: readEgressAllow('127.0.0.1'), connections: CONNECTIONS })
    const deps = { ...base, http, tell: async () => {}, wakeRelay: () => part.wake() }
    process.send!({ ready: true })
    const part = runPart(deliverWebhooks(deps, { concurrency: 400, keptDays: 30 }), {
      queues, db: db as never, log: base.log, figures: measureJobs(new Registry()), lookEveryMs: 500
    })
  }
})
process.on('disconnect', () => process.exit())
