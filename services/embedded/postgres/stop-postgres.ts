import { realpath } from 'node:fs/promises'
import { releaseFolder } from '../claim-folder.ts'
import { findClusterDir } from './choose-place.ts'
import { stopPostmaster } from './stop-postmaster.ts'

/** Stops the server of this folder that another process started for the owner `ownerPid`. */
export async function stopPostgres (dataDir: string, ownerPid: number): Promise<void> {
  const folder = await realpath(dataDir)
  const clusterDir = await findClusterDir(folder)
  if (clusterDir !== null) await stopPostmaster(clusterDir)
  await releaseFolder(folder, ownerPid)
}
