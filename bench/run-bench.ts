import { POLICY_PRESETS } from '../machines/order/policy/policy-presets.ts'
import type { RunningBeian } from '../services/embedded/start-beian.ts'
import type { OrdersDatabase } from '../services/orders/order-tables.ts'
import { readOrder } from '../services/orders/read-order.ts'
import { connectPostgres } from '../services/platform/postgres.ts'
import { createSealing, type Sealing } from '../services/platform/sealing.ts'
import { startTestRedis } from '../tests/support/start-test-redis.ts'
import type { BareTask } from './bare-client/main.ts'
import { captureCommands } from './capture-commands.ts'
import { compare, type Compared } from './compare.ts'
import { describeStatement } from './describe-statement.ts'
import { drainTimers, type DrainedTimers } from './drain-timers.ts'
import type { HttpTask } from './http-client/main.ts'
import { measureRelay, measureWebhooks, type Outgoing } from './measure-outgoing.ts'
import type { BenchOptions } from './read-options.ts'
import { ACCOUNT, APPLICANT, seedOrders } from './seed-orders.ts'

export type Benched = { compared: Compared[], timers: DrainedTimers, outgoing: Outgoing[] }

/** Seeds the service and takes its measure beside the bare client's, one kind of work after the other; then the worker's. */
export async function runBench (beian: RunningBeian, options: BenchOptions): Promise<Benched> {
  const { databaseUrl, url } = beian
  const { connections } = options
  const deps = {
    sealing: createSealing(JSON.parse(beian.sealingKeys)), now: () => new Date(), policy: POLICY_PRESETS.huawei, wakeRelay: () => {}
  }
  const orderIds = await seed(deps, databaseUrl, options.orders)
  const half = orderIds.length / 2
  const [ofBareClient, ofService] = [orderIds.slice(0, half), orderIds.slice(half)]
  const token = await beian.token({ role: APPLICANT.role, sub: APPLICANT.id, account: ACCOUNT })

  const compareAt = async (what: HttpTask['what'], bareWork: BareTask['what'], bareOrderIds: string[]) => await compare(
    { connections, databaseUrl, orderIds: bareOrderIds, what: bareWork },
    { connections, url, token, orderIds: ofService, what },
    beian.pids['api']!, options)
  const captured = async (withKey: boolean) => ({ commands: await captureCommands(deps, databaseUrl, ofBareClient[0]!, withKey) })
  const compared = [
    await compareAt('commands', await captured(false), ofBareClient),
    await compareAt('commands with a key', await captured(true), ofBareClient),
    await compareAt('reads', { read: await describeStatement(readOrder) }, ofService)
  ]
  const timers = await drainTimers(beian, deps, options.timers)
  return { compared, timers, outgoing: await measureBoth(beian, deps.sealing, options) }
}

/** On both backends, where a Redis is installed. */
async function measureBoth (beian: RunningBeian, sealing: Sealing, { outbox, webhooks }: BenchOptions): Promise<Outgoing[]> {
  const redis = await startTestRedis(process.pid)
  const outgoing: Outgoing[] = []
  for (const redisUrl of [null, ...redis ? [redis.url] : []]) {
    outgoing.push(await measureRelay(beian, { count: outbox, redisUrl, sealing }))
    for (const published of [true, false]) outgoing.push(await measureWebhooks(beian, { count: webhooks, redisUrl, sealing, published }))
  }
  return outgoing
}

async function seed (deps: Parameters<typeof captureCommands>[0], databaseUrl: string, count: number): Promise<string[]> {
  const db = connectPostgres<OrdersDatabase>({ url: databaseUrl, name: 'beian bench seed' })
  try {
    return await seedOrders({ ...deps, db }, count)
  } finally {
    await db.destroy()
  }
}
