import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { findProcess } from './find-process.ts'

export type GuardTask = {
  command: string
  args: string[]
  env: Record<string, string>
  user: { uid: number, gid: number } | null
  /** Asks the server to end, and what follows if it does not. */
  stopSignal: NodeJS.Signals
  forceSignal: NodeJS.Signals
  owner: { pid: number, started: string }
  stopWithChannel: boolean
}

export type Guarded = {
  pid: number
  guardPid: number
  /** Settles when the guard, and so its server, has ended. Does not keep us running before `waitForEnd`. */
  ended: Promise<void>
  waitForEnd: () => Promise<void>
}

export type GuardedOptions = {
  env?: Record<string, string>
  user?: GuardTask['user']
  /** The process with which the server ends, not always the one that starts it. */
  ownerPid: number
  logFile: string
} & Pick<GuardTask, 'command' | 'args' | 'stopSignal' | 'forceSignal'>

const GUARD = fileURLToPath(new URL('guard.ts', import.meta.url))

/**
 * Starts a server that ends with its owner, whatever way the owner ends. Its output goes to a file: a pipe
 * would block the server when the owner is busy and break when it is gone.
 *
 * @throws when the server cannot be started at all; whether it is ready is for the caller to find out
 */
export async function startGuarded (options: GuardedOptions): Promise<Guarded> {
  const owner = findProcess(options.ownerPid)
  if (owner === null) throw new Error(`there is no process ${options.ownerPid} to guard a server for`)
  const isOurs = options.ownerPid === process.pid
  const task: GuardTask = {
    command: options.command,
    args: options.args,
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC', ...options.env },
    user: options.user ?? null,
    stopSignal: options.stopSignal,
    forceSignal: options.forceSignal,
    owner: { pid: options.ownerPid, started: owner.started },
    stopWithChannel: isOurs
  }
  const log = await open(options.logFile, 'a')
  const guard = spawn(process.execPath, [GUARD, JSON.stringify(task)], {
    cwd: '/',
    detached: true,
    stdio: ['ignore', log.fd, log.fd, 'ipc']
  })
  const ended = once(guard, 'exit').then(() => {})
  await log.close()
  const pid = await Promise.race([once(guard, 'message').then(readPid), ended])
  if (pid === undefined || guard.pid === undefined) throw new Error(`${options.command} did not start, see ${options.logFile}`)
  guard.unref() // an owner that forgets to stop may still end, and the server with it
  if (isOurs) guard.channel?.unref()
  else guard.disconnect()
  return { pid, guardPid: guard.pid, ended, waitForEnd }

  async function waitForEnd (): Promise<void> {
    guard.ref()
    await ended
  }
}

function readPid ([message]: unknown[]): number {
  return (message as { pid: number }).pid
}
