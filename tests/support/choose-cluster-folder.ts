import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeOwnFolder } from '../../services/embedded/postgres/make-own-folder.ts'
import { removePostgres } from '../../services/embedded/postgres/remove-postgres.ts'
import { TEST_FOLDER } from './servers.ts'

const MEMORY = '/dev/shm'
const ENOUGH_BYTES = 2 * 1024 ** 3 // Docker's default of 64 MB would be full at once

/**
 * Where the clusters of this checkout's test runs live: in memory where there is enough of it. A clone of the template
 * is some 450 small files: 23 ms there, 130 ms on this project's first disk (file_copy; wal_log 40 and 190).
 */
export async function chooseClusterFolder (): Promise<string> {
  const { bavail, bsize } = await statfs(MEMORY).catch(() => ({ bavail: 0, bsize: 0 }))
  const prefix = `beian-test-${process.getuid?.() ?? 0}-`
  const hash = createHash('sha256').update(TEST_FOLDER).digest('hex').slice(0, 16)
  const folder = join(MEMORY, prefix + hash)
  if (!existsSync(folder) && bavail * bsize < ENOUGH_BYTES) return TEST_FOLDER
  await makeOwnFolder(folder)
  await writeFile(join(folder, 'checkout'), TEST_FOLDER)
  await removeForgotten(prefix)
  return folder
}

// memory is dearer than disk: a checkout that was deleted shall not keep any
async function removeForgotten (prefix: string): Promise<void> {
  for (const name of await readdir(MEMORY)) {
    if (!name.startsWith(prefix)) continue
    const folder = join(MEMORY, name)
    const checkout = await readFile(join(folder, 'checkout'), 'utf8').catch(() => null)
    if (checkout === null || existsSync(checkout)) continue
    await removeClusters(folder).catch(() => {}) // its last run is not over: the next run of any checkout tries again
  }
}

async function removeClusters (folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith('postgres-')) await removePostgres(join(folder, name))
  }
  await rm(folder, { recursive: true, force: true })
}
