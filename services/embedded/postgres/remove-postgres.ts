import { realpath, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { claimFolder } from '../claim-folder.ts'
import { findClusterDir } from './choose-place.ts'
import { stopPostmaster } from './stop-postmaster.ts'

/**
 * Deletes a folder of startPostgres that nobody uses any more, with its cluster, wherever that lives.
 *
 * @throws when the folder is in use
 */
export async function removePostgres (dataDir: string): Promise<void> {
  await claimFolder(dataDir, process.pid)
  const folder = await realpath(dataDir)
  const clusterDir = await findClusterDir(folder)
  if (clusterDir !== null) {
    await stopPostmaster(clusterDir)
    const outside = dirname(clusterDir)
    await rm(clusterDir, { recursive: true, force: true })
    if (clusterDir !== join(folder, 'cluster')) await rm(outside, { recursive: true, force: true })
  }
  await rm(dataDir, { recursive: true, force: true })
}
