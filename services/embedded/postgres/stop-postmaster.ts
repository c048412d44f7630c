import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findProcess } from '../find-process.ts'
import { findPostmaster, readPostmasterFile } from './find-postmaster.ts'

const FAST_WITHIN_MS = 15_000
const IMMEDIATE_WITHIN_MS = 10_000 // of which it takes 5 itself before it kills its own children

/**
 * Stops the server that runs in this cluster, whoever started it, and says which it was; null when none ran.
 *
 * @throws when it does not end
 */
export async function stopPostmaster (clusterDir: string): Promise<number | null> {
  const pid = await findPostmaster(clusterDir)
  if (pid === null) {
    await removeMisleadingFile(clusterDir)
    return null
  }
  for (const [signal, withinMs] of [['SIGINT', FAST_WITHIN_MS], ['SIGQUIT', IMMEDIATE_WITHIN_MS]] as const) {
    if (await endsAfter(pid, signal, withinMs)) return pid
  }
  throw new Error(`PostgreSQL ${pid} in ${clusterDir} does not stop: end it by hand`)
}

async function endsAfter (pid: number, signal: NodeJS.Signals, withinMs: number): Promise<boolean> {
  const started = findProcess(pid)?.started
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
  const giveUpAt = Date.now() + withinMs
  while (Date.now() < giveUpAt) {
    if (findProcess(pid)?.started !== started || started === undefined) return true
    await delay(10)
  }
  return false
}

/**
 * PostgreSQL removes a stale postmaster.pid itself unless the pid exists: used again by another program, or a
 * zombie that nobody reaps. Then it refuses to start, so we remove it. Otherwise the file stays: through
 * it PostgreSQL sees whether children of a killed server still hold the shared memory.
 */
async function removeMisleadingFile (clusterDir: string): Promise<void> {
  const file = await readPostmasterFile(clusterDir)
  if (file !== null && exists(file.pid)) await rm(join(clusterDir, 'postmaster.pid'), { force: true })
}

function exists (pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
