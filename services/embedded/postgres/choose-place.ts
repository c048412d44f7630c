import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chooseUser, type ServerUser } from './choose-user.ts'
import { findBinaries } from './find-binaries.ts'
import { makeOwnFolder } from './make-own-folder.ts'
import { reachBinaries } from './reach-binaries.ts'

export type Place = {
  /** What PostgreSQL calls the data directory. */
  clusterDir: string
  /** The folder of postgres and initdb. */
  bin: string
  user: ServerUser | null
}

/**
 * Where the cluster of this folder lives, and who runs it with which binaries.
 *
 * Usually in the folder itself. As root the server runs as somebody else, who may be unable to enter the folder
 * (a checkout below /root): then it lives in a folder of its own outside, and a note in dataDir says where.
 *
 * @throws when the server's user can reach neither
 */
export async function choosePlace (dataDir: string, durable: boolean): Promise<Place> {
  const clusterDir = await findClusterDir(dataDir)
  const binaries = await findBinaries()
  const inside = join(dataDir, 'cluster')
  const user = await chooseUser(clusterDir ?? inside)
  const home = outside(durable)
  const bin = await reachBinaries(binaries, user, home)
  if (clusterDir !== null) {
    if (clusterDir === inside && !canEnter(dataDir, user)) throw new Error(unreachable(dataDir, user))
    return { clusterDir, bin, user }
  }
  if (canEnter(dataDir, user)) return { clusterDir: inside, bin, user }
  return { clusterDir: await moveOutside(dataDir, home), bin, user }
}

/** Where the cluster of this folder was created, or null. */
export async function findClusterDir (dataDir: string): Promise<string | null> {
  const folders = [join(dataDir, 'cluster'), ...[true, false].map((durable) => nameOutside(dataDir, outside(durable)))]
  return folders.find((folder) => existsSync(join(folder, 'PG_VERSION'))) ?? null
}

// not /var/tmp for what is meant to last: systemd clears that of files older than 30 days (tmpfiles.d/tmp.conf)
function outside (durable: boolean): string {
  return durable ? '/var/lib' : '/var/tmp'
}

function nameOutside (dataDir: string, home: string): string {
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  return join(home, `beian-${process.getuid?.() ?? 0}-${hash}`, 'cluster')
}

async function moveOutside (dataDir: string, home: string): Promise<string> {
  const clusterDir = nameOutside(dataDir, home)
  const folder = join(clusterDir, '..')
  await makeOwnFolder(folder)
  await writeFile(join(folder, 'README'), `The PostgreSQL cluster of ${dataDir}, made by Beian. Delete both together.\n`)
  await writeFile(join(dataDir, 'README'), `The PostgreSQL cluster of this folder is in ${clusterDir}, because PostgreSQL does\n` +
    'not run as root and other users cannot enter this folder. Delete both together.\n')
  return clusterDir
}

function canEnter (folder: string, user: ServerUser | null): boolean {
  if (user === null) return true
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { cwd: '/', stdio: 'ignore', ...user }).status === 0
}

function unreachable (dataDir: string, user: ServerUser | null): string {
  return `uid ${user?.uid ?? '?'}, who runs PostgreSQL, cannot enter ${dataDir}: ` +
    'let others enter the folders above it (chmod a+x), or delete it'
}
