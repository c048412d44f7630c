import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, cp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ServerUser } from './choose-user.ts'
import type { Binaries } from './find-binaries.ts'
import { makeOwnFolder } from './make-own-folder.ts'

/**
 * The bin folder from which the server's user can run PostgreSQL: the installed one, or a copy outside, made
 * once a version, when that user cannot enter the checkout.
 *
 * @throws with what the binaries said when they do not run here at all
 */
export async function reachBinaries (binaries: Binaries, user: ServerUser | null, home: string): Promise<string> {
  const installed = join(binaries.root, 'bin')
  const fault = tryRun(installed, user)
  if (fault === null) return installed
  if (user === null || tryRun(installed, null) !== null) throw new Error(doesNotRun(installed, fault))
  const copy = await copyOnce(binaries, home)
  const copyFault = tryRun(copy, user)
  if (copyFault !== null) throw new Error(doesNotRun(copy, copyFault))
  return copy
}

async function copyOnce (binaries: Binaries, home: string): Promise<string> {
  const folder = join(home, `beian-${process.getuid?.() ?? 0}-postgres-${binaries.version}`)
  await makeOwnFolder(folder)
  const whole = join(folder, 'native')
  if (existsSync(whole)) return join(whole, 'bin')
  const draft = join(folder, `draft-${randomUUID()}`)
  await cp(binaries.root, draft, { recursive: true, verbatimSymlinks: true })
  await chmod(draft, 0o755)
  await rename(draft, whole).catch(async (error: unknown) => { // someone else was faster: theirs is the same
    await rm(draft, { recursive: true, force: true })
    if (!existsSync(whole)) throw error
  })
  return join(whole, 'bin')
}

// to run it is the only test that knows every reason why not: modes, ACLs, noexec, a libc that is not glibc
function tryRun (bin: string, user: ServerUser | null): string | null {
  const { status, error, stderr } = spawnSync(join(bin, 'initdb'), ['--version'], { cwd: '/', encoding: 'utf8', ...user })
  return status === 0 ? null : error?.message ?? stderr
}

function doesNotRun (bin: string, fault: string): string {
  return `the PostgreSQL of ${bin} does not run here (${fault.trim()}): set DATABASE_URL to a PostgreSQL of your own`
}
