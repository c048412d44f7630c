import { readFile, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { findProcess } from '../find-process.ts'

/** The pid of the PostgreSQL that runs in this folder, or null; a stale postmaster.pid does not count. */
export async function findPostmaster (clusterDir: string): Promise<number | null> {
  const file = await readPostmasterFile(clusterDir)
  if (file === null) return null
  const command = findProcess(file.pid)?.command
  if (command === undefined) return null
  // the command line and not /proc/<pid>/cwd: that needs CAP_SYS_PTRACE, which root in a container lacks
  const folders = [clusterDir, await realpath(clusterDir)]
  const isServer = folders.some((folder) => command.includes(`postgres -D ${folder} `))
  return isServer ? file.pid : null
}

/** What postmaster.pid says: the first and the last of its eight lines (utils/pidfile.h). */
export async function readPostmasterFile (clusterDir: string): Promise<{ pid: number, status: string } | null> {
  try {
    const lines = (await readFile(join(clusterDir, 'postmaster.pid'), 'utf8')).split('\n')
    const pid = Number(lines[0])
    return Number.isInteger(pid) && pid > 0 ? { pid, status: lines[7]?.trim() ?? '' } : null
  } catch {
    return null
  }
}
