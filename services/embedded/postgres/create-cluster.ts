import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Place } from './choose-place.ts'
import { USER } from './keep-password.ts'

const DRAFT = 'cluster-draft-'

/**
 * Creates the cluster if there is none yet, whole or not at all, and says whether it did.
 *
 * @throws with the words of initdb when it fails
 */
export async function createCluster (place: Place, password: string, durable: boolean): Promise<boolean> {
  if (existsSync(join(place.clusterDir, 'PG_VERSION'))) return false
  const home = dirname(place.clusterDir)
  await removeDrafts(home)
  const draft = join(home, `${DRAFT}${randomUUID()}`)
  const passwordFile = `${draft}.password`
  await mkdir(draft, { mode: 0o700 })
  await writeFile(passwordFile, password + '\n', { mode: 0o600 })
  if (place.user !== null) {
    for (const path of [draft, passwordFile]) await chown(path, place.user.uid, place.user.gid)
  }
  await runInitdb(place, [
    '--pgdata', draft,
    '--username', USER,
    '--pwfile', passwordFile,
    '--encoding', 'UTF8',
    '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', // the same order and case on every machine,
    '--locale', 'C', // where the system's own locales differ or are missing
    '--auth', 'scram-sha-256',
    '--set', 'scram_iterations=1', // the password is random: to stretch it would only slow each connection down
    ...durable ? [] : ['--no-sync']
  ])
  await rename(draft, place.clusterDir)
  await rm(passwordFile)
  return true
}

async function removeDrafts (home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (name.startsWith(DRAFT)) await rm(join(home, name), { recursive: true, force: true })
  }
}

async function runInitdb (place: Place, args: string[]): Promise<void> {
  const initdb = spawn(join(place.bin, 'initdb'), args, {
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...place.user
  })
  const [code, complaint] = await Promise.all([
    new Promise((resolve, reject) => initdb.once('exit', resolve).once('error', reject)),
    text(initdb.stderr)
  ])
  if (code !== 0) throw new Error(`initdb could not create ${place.clusterDir}: ${complaint.trim()}`)
}
