import { join } from 'node:path'
import type { OrderPolicy } from '../../machines/order/policy/order-policy.ts'
import { readOrderPolicy } from '../orders/read-order-policy.ts'
import { migrateToLatest } from '../platform/migrate.ts'
import { apiUrls } from './api-urls.ts'
import { beianParts, type BureauPace } from './beian-parts.ts'
import type { EmbeddedProvince } from './bureau-accounts.ts'
import { choosePorts, type WantedPorts } from './choose-ports.ts'
import { keepKeyRing } from './keep-key-ring.ts'
import { openLocalIssuer, type LocalIssuer } from './local-issuer.ts'
import { startPostgres, type EmbeddedPostgres } from './postgres/start-postgres.ts'
import { recordRunning } from './record-running.ts'
import { untilServing } from './until-serving.ts'
import { supervise, type Ended, type Supervision, type SuperviseOptions } from './supervise.ts'

export type BeianOptions = {
  /** Everything that lasts: database, keys, the simulator's state. One running Beian a folder. */
  dataDir: string
  apis?: number
  workers?: number
  /** The bureau's; the simulator's own when left out. */
  pace?: BureauPace
  provinces?: EmbeddedProvince[]
  redisUrl?: string
  /** Every line that a part writes. */
  log: SuperviseOptions['log']
  /** Variables for every part, over those that the start chooses. */
  env?: Record<string, string>
  /** false trades safety against power failure for speed: for what is thrown away afterwards. */
  durable?: boolean
} & WantedPorts

export type RunningBeian = {
  /** Of the first api. */
  url: string
  /** One an api. */
  urls: string[]
  simulatorControlUrl: string
  databaseUrl: string
  sealingKeys: string
  /** By which its orders live. */
  policy: OrderPolicy
  token: LocalIssuer['issue']
  pids: Supervision['pids']
  /** Settles when a part has ended that nobody stopped, after all the others have been stopped too. */
  ended: Promise<Ended>
  stop: () => Promise<void>
}

/** As services/platform/config.ts has it. */
const DEFAULT_POLICY = 'huawei'

const PORT_LOST = /EADDRINUSE|is in use/
const TRIES = 3
const MAX_CONNECTIONS = 300

/**
 * Starts all of Beian on this machine, in one folder: PostgreSQL, migrations, bureau simulator, api, worker. It ends with
 * this process, whatever way that ends; the next start on the folder recovers.
 *
 * @throws with the remedy when the folder or a port is in use, or a part does not start; then nothing of it runs any more
 */
export async function startBeian (options: BeianOptions): Promise<RunningBeian> {
  const { dataDir, durable = true } = options
  const postgres = await startPostgres({ dataDir, durable, settings: { max_connections: MAX_CONNECTIONS } })
  try {
    const [sealingKeys, issuer] = await Promise.all([
      keepKeyRing(dataDir), openLocalIssuer({ dataDir }), migrateToLatest(postgres.url)
    ])
    const { supervision, controlUrl } = await startParts(options, postgres.url, sealingKeys, issuer)
    const urls = apiUrls(supervision)
    const url = urls[0]!
    // a wrong one has stopped its parts
    const policy = readOrderPolicy(options.env?.ORDER_POLICY || process.env.ORDER_POLICY || DEFAULT_POLICY)
    await recordRunning(dataDir, { url, simulatorControlUrl: controlUrl, policy, pid: process.pid })
    const stop = async () => {
      await supervision.stop()
      await postgres.stop()
    }
    return {
      url,
      urls,
      simulatorControlUrl: controlUrl,
      databaseUrl: postgres.url,
      sealingKeys,
      policy,
      token: issuer.issue,
      pids: supervision.pids,
      ended: firstEnd(supervision, postgres),
      stop
    }
  } catch (error) {
    await postgres.stop()
    throw error
  }
}

async function startParts (
  options: BeianOptions, databaseUrl: string, sealingKeys: string, identity: LocalIssuer
): Promise<{ supervision: Supervision, controlUrl: string }> {
  const { dataDir, redisUrl, provinces = ['guangdong'], pace = {}, apis = 1, workers = 1, env = {}, log } = options
  for (let tries = 1; ; tries++) {
    const ports = await choosePorts(options)
    const parts = beianParts({
      ports, databaseUrl, redisUrl, sealingKeys, identity, provinces, pace, apis, workers, env, simulatorStateDir: join(dataDir, 'bureau')
    })
    try {
      const supervision = await supervise(parts, { log })
      if (workers > 0) await untilServing(supervision) // without one nobody hears what the apis say through the queue
      return { supervision, controlUrl: `http://127.0.0.1:${ports.simulatorControlPort}` }
    } catch (error) { // a free port may have gone to somebody else before its part took it
      if (tries === TRIES || !PORT_LOST.test((error as Error).message)) throw error
    }
  }
}

async function firstEnd (supervision: Supervision, postgres: EmbeddedPostgres): Promise<Ended> {
  const end = await Promise.race([
    supervision.ended,
    postgres.ended.then(() => ({ part: 'postgres', why: 'the server has ended, see postgres.log' }))
  ])
  await supervision.stop()
  await postgres.stop()
  return end
}
