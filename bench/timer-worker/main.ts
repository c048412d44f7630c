import { POLICY_PRESETS } from '../../machines/order/policy/policy-presets.ts'
import { fireTimers } from '../../services/orders/timers/fire-timers.ts'
import type { OrdersDatabase } from '../../services/orders/order-tables.ts'
import { connectPostgres } from '../../services/platform/postgres.ts'
import { createSealing } from '../../services/platform/sealing.ts'

export type TimerTask = { databaseUrl: string, sealingKeys: string }
export type Drained = { fired: number, ms: number }

/** One worker as far as deadlines go: the loop of `services/worker/build-worker.ts`, until nothing is due. */
process.on('message', async (task) => {
  const { databaseUrl, sealingKeys } = task as TimerTask
  const db = connectPostgres<OrdersDatabase>({ url: databaseUrl, name: 'beian bench timers' })
  const deps = {
    db, sealing: createSealing(JSON.parse(sealingKeys)), now: () => new Date(), policy: POLICY_PRESETS.huawei, wakeRelay: () => {}
  }
  const begun = performance.now()
  let fired = 0
  for (let now = await fireTimers(deps); now > 0; now = await fireTimers(deps)) fired += now
  process.send!({ fired, ms: performance.now() - begun } satisfies Drained)
  await db.destroy()
})
process.on('disconnect', () => process.exit())
