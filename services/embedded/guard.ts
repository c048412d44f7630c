import { spawn } from 'node:child_process'
import { findProcess } from './find-process.ts'
import type { GuardTask } from './start-guarded.ts'

// A process of its own, started by start-guarded.ts. It is the server's parent, outlives its owner's kill -9, and
// then stops the server. In a session of its own, so that Ctrl-C in a terminal reaches the owner alone.

const LOOK_EVERY_MS = 250
const STOP_GRACE_MS = 10_000

const task = JSON.parse(process.argv[2] ?? '{}') as GuardTask
if (isOwnerAlive()) guard()

function guard (): void {
  const server = spawn(task.command, task.args, {
    cwd: '/', // the owner's folder may be closed to the server's user, or deleted under it
    env: task.env,
    stdio: ['ignore', 'inherit', 'inherit'],
    ...task.user
  })
  const look = setInterval(() => { if (!isOwnerAlive()) stop() }, LOOK_EVERY_MS)
  let stopping = false

  function stop (): void {
    if (stopping) return
    stopping = true
    server.kill(task.stopSignal)
    setTimeout(() => server.kill(task.forceSignal), STOP_GRACE_MS).unref()
  }

  server.once('error', (error) => {
    console.error(error.message)
    process.exit(1)
  })
  server.once('exit', (code) => {
    clearInterval(look)
    process.exit(code ?? 1)
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop)
  process.on('disconnect', () => { if (task.stopWithChannel) stop() })
  if (server.pid !== undefined && process.connected) process.send?.({ pid: server.pid }, undefined, {}, ignore)
}

function isOwnerAlive (): boolean {
  return findProcess(task.owner.pid)?.started === task.owner.started
}

function ignore (): void {} // the owner may go while we speak; the next look finds out
