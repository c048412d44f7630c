import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { pino } from 'pino'
import type { OrderPolicy } from '../../../machines/order/policy/order-policy.ts'
import type { BureauChannelConfig } from '../../bureau/bureau-channel-config.ts'
import { readBureauChannels } from '../../bureau/bureau-channel-config.ts'
import { openChannels } from '../../bureau/bureau-channels.ts'
import { createBureauClient } from '../../bureau/bureau-client.ts'
import type { BureauDeps } from '../../bureau/bureau-deps.ts'
import type { BureauDatabase } from '../../bureau/bureau-tables.ts'
import { DEFAULT_ACCOUNT } from '../../bureau-simulator/simulator-options.ts'
import { startBureau, type TestBureau } from '../../bureau-simulator/testing/start-bureau.ts'
import type { SendingDeps } from '../../notifications/notifications-deps.ts'
import { notificationsOf } from '../../notifications/testing/notifications-of.ts'
import { startOrders, type TestOrders } from '../../orders/testing/start-orders.ts'
import type { Logger } from '../../platform/logger.ts'
import { openQueues } from '../../platform/queue.ts'
import { fileAtBureau } from '../bureau/file-at-bureau.ts'
import { buildWorker, type RunningWorker, type WorkerOptions } from '../build-worker.ts'
import { doEffects } from '../effects/do-effects.ts'
import { sendMessages } from '../messages/send-messages.ts'
import type { WorkerDeps } from '../worker-deps.ts'
import type { WorkerPart } from '../worker-part.ts'
import { createBureauPort } from '../../orders/bureau-port.ts'

type Test = { after (work: () => Promise<void>): unknown }

export type TestWorker = { orders: TestOrders, bureau: BureauDeps, simulator: TestBureau, worker: RunningWorker, workers: RunningWorker[] }

type Options = WorkerOptions & {
  redisUrl?: string | null
  policy?: Partial<OrderPolicy>
  workers?: number
  pollEveryMs?: number
  queuePrefix?: string
  log?: Logger
  /** Instead of capturing. */
  gateways?: Partial<Pick<SendingDeps, 'mail' | 'sms'>>
  /** How often an effect is tried before it is given up. */
  attempts?: number
  /** Beside effects and bureau, for each worker. */
  extraParts?: (deps: WorkerDeps) => WorkerPart[]
}

/** Orders, a worker and a bureau, all real, with queue names of their own. */
export async function startWorker (t: Test, options: Options = {}): Promise<TestWorker> {
  const { redisUrl, policy, workers = 1, pollEveryMs = 200, queuePrefix, log, attempts, extraParts, ...workerOptions } = options
  const orders = await startOrders(t, policy)
  const simulator = await startBureau()
  t.after(async () => await simulator.close())
  const bureau = { ...bureauOf(orders, testChannel(simulator.port)), ...log && { log } }
  await openChannels(bureau)
  const prefix = queuePrefix ?? `test_${randomBytes(6).toString('hex')}`
  const running: RunningWorker[] = []
  orders.wakeRelay = () => running.forEach(({ wake }) => wake())
  for (let n = 0; n < workers; n++) {
    const queues = await openQueues({ redisUrl: redisUrl ?? undefined, databaseUrl: orders.url, prefix })
    const notifications = notificationsOf(orders, { log: bureau.log, ...options.gateways })
    const deps = { orders, bureau, notifications, log: bureau.log }
    const parts = [
      doEffects(deps, { concurrency: 4, attempts }),
      fileAtBureau(deps, pollEveryMs),
      sendMessages(notifications, 4),
      ...extraParts?.(deps) ?? []
    ]
    running.push(await buildWorker(deps, queues, workerOptions, parts))
  }
  t.after(async () => { await Promise.all(running.map(async (worker) => await worker.close())) })
  return { orders, bureau, simulator, worker: running[0]!, workers: running }
}

export function bureauOf (orders: TestOrders, channel: BureauChannelConfig): BureauDeps {
  return {
    db: orders.db as unknown as Kysely<BureauDatabase>,
    sealing: orders.sealing,
    now: orders.now,
    log: pino({ level: process.env.LOG_LEVEL ?? 'silent' }),
    channels: [channel],
    client: createBureauClient,
    orders: createBureauPort(orders)
  }
}

export function testChannel (port: number): BureauChannelConfig {
  const { ispId, userName, password, cipher } = DEFAULT_ACCOUNT
  return readBureauChannels(JSON.stringify([{
    id: 'guangdong',
    province: 'guangdong',
    endpoint: `http://127.0.0.1:${port}`,
    ispId,
    userName,
    password,
    cipher,
    encryptUploads: true,
    uploadTimeoutMs: 5000,
    answerTimeoutMs: 5000,
    visibleAfterMs: 0
  }]))[0]!
}
