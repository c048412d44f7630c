import { execFileSync } from 'node:child_process'
import { stat } from 'node:fs/promises'

export type ServerUser = { uid: number, gid: number }

/**
 * Whom the server runs as: null for ourselves, someone else when we are root, as PostgreSQL refuses root.
 * A cluster that exists keeps its owner, so that a folder used as root stays usable for the one who made it.
 *
 * @throws when the cluster belongs to somebody we cannot become
 */
export async function chooseUser (clusterDir: string): Promise<ServerUser | null> {
  const uid = process.getuid?.() ?? -1
  const owner = await stat(clusterDir).catch(() => null)
  if (uid !== 0) {
    if (owner === null || owner.uid === uid) return null
    throw new Error(`${clusterDir} belongs to uid ${owner.uid} and we are ${uid}: ` +
      'run as that user, delete the folder, or choose another DATA_DIR')
  }
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return findUser('postgres') ?? findUser('nobody') ?? refuse()
}

function findUser (name: string): ServerUser | null {
  try {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] })))
    return uid !== undefined && gid !== undefined && uid > 0 ? { uid, gid } : null
  } catch {
    return null
  }
}

function refuse (): never {
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody to run it: ' +
    'start as a normal user, or set DATABASE_URL to a PostgreSQL of your own')
}
