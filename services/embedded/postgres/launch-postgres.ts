import { open, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findFreePort, isPortFree } from '../free-port.ts'
import { startGuarded, type Guarded } from '../start-guarded.ts'
import type { Place } from './choose-place.ts'
import { readPostmasterFile } from './find-postmaster.ts'

export type Launch = {
  place: Place
  /** A free one when left out. */
  port: number | undefined
  ownerPid: number
  durable: boolean
  settings: Record<string, string | number>
  logFile: string
}

const LOG_MAX_BYTES = 10 * 1024 * 1024
const READY_WITHIN_MS = 60_000 // recovery after a crash may read many segments of WAL
const NOT_DURABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

// a free port that somebody else took first, or children of a killed server that have not noticed yet
const PASSING_FAULT = /could not bind|pre-existing shared memory block/
const TRIES = 5

/**
 * Runs the server under a guard until it is ready for connections.
 *
 * @throws when the wanted port is taken, or with the end of the server's log when it ends before it is ready
 */
export async function launchPostgres (launch: Launch): Promise<Guarded & { port: number }> {
  if (launch.port !== undefined && !await isPortFree(launch.port)) {
    throw new Error(`port ${launch.port} of 127.0.0.1 is taken: stop what listens there, or choose another port for PostgreSQL`)
  }
  for (let tries = 1; ; tries++) {
    const port = launch.port ?? await findFreePort()
    try {
      return { ...await launchOnce(launch, port), port }
    } catch (error) {
      if (tries === TRIES || !PASSING_FAULT.test((error as Error).message)) throw error
      await delay(tries * 200)
    }
  }
}

async function launchOnce (launch: Launch, port: number): Promise<Guarded> {
  const { place, ownerPid, logFile } = launch
  const before = await startOfLog(logFile)
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...launch.durable ? {} : NOT_DURABLE,
    ...launch.settings
  }
  const server = await startGuarded({
    command: join(place.bin, 'postgres'),
    args: ['-D', place.clusterDir, '-p', String(port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    user: place.user,
    stopSignal: 'SIGINT', // fast shutdown: sends clients away, writes a checkpoint
    forceSignal: 'SIGQUIT', // immediate shutdown: recovers at the next start
    ownerPid,
    logFile
  })
  if (await becomesReady(server, place.clusterDir)) return server
  throw new Error(`PostgreSQL did not start in ${place.clusterDir}:\n${await readLog(logFile, before)}`)
}

// as pg_ctl does: the last line of postmaster.pid tells the state (PG_CTL_READY in miscadmin.h)
async function becomesReady (server: Guarded, clusterDir: string): Promise<boolean> {
  const ended = server.ended.then(() => true)
  const giveUpAt = Date.now() + READY_WITHIN_MS
  while (Date.now() < giveUpAt) {
    const file = await readPostmasterFile(clusterDir)
    if (file?.pid === server.pid && file.status === 'ready') return true
    if (await Promise.race([ended, delay(10, false)])) return false
  }
  process.kill(server.guardPid, 'SIGTERM')
  await server.waitForEnd()
  return false
}

async function startOfLog (logFile: string): Promise<number> {
  const { size } = await stat(logFile).catch(() => ({ size: 0 }))
  if (size <= LOG_MAX_BYTES) return size
  await truncate(logFile)
  return 0
}

async function readLog (logFile: string, from: number): Promise<string> {
  const file = await open(logFile)
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(8192), position: from })
    return buffer.toString('utf8', 0, bytesRead).trim()
  } finally {
    await file.close()
  }
}
