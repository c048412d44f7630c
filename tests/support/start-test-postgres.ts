import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startPostgres, type EmbeddedPostgres } from '../../services/embedded/postgres/start-postgres.ts'
import { removePostgres } from '../../services/embedded/postgres/remove-postgres.ts'
import { chooseClusterFolder } from './choose-cluster-folder.ts'
import { TEST_FOLDER } from './servers.ts'

const RUNS_AT_ONCE = 16

/** The cluster of this run, kept from run to run; another one while a second run of the same checkout is busy. */
export async function startTestPostgres (runnerPid: number): Promise<EmbeddedPostgres & { dataDir: string }> {
  await mkdir(TEST_FOLDER, { recursive: true })
  const folder = await chooseClusterFolder()
  for (let slot = 1; slot <= RUNS_AT_ONCE; slot++) {
    const dataDir = join(folder, `postgres-${slot}`)
    try {
      return { ...await startOrRenew(dataDir, runnerPid), dataDir }
    } catch (error) {
      if (!(error as Error).message.includes('is in use')) throw error
    }
  }
  throw new Error(`${RUNS_AT_ONCE} test runs at once in ${folder}: is one of them stuck?`)
}

// a cluster without fsync does not survive a power failure; it holds nothing worth repairing
async function startOrRenew (dataDir: string, runnerPid: number): Promise<EmbeddedPostgres> {
  const start = async (): Promise<EmbeddedPostgres> => await startPostgres({
    dataDir,
    durable: false,
    ownerPid: runnerPid,
    settings: { max_connections: 300, shared_buffers: '64MB', max_wal_size: '256MB' }
  })
  try {
    return await start()
  } catch (error) {
    if (!(error as Error).message.startsWith('PostgreSQL did not start')) throw error
    await removePostgres(dataDir)
    return await start()
  }
}

/** Deletes what runs that were killed have left behind. */
export async function removeOldServersFiles (isAlive: (pid: number) => boolean): Promise<void> {
  for (const name of await readdir(TEST_FOLDER)) {
    const pid = Number(/^servers-(\d+)\.json$/.exec(name)?.[1])
    if (pid > 0 && !isAlive(pid)) await rm(TEST_FOLDER + name, { force: true })
  }
}
