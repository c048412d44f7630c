import { access, constants } from 'node:fs/promises'
import { connect } from 'node:net'
import { delimiter, join } from 'node:path'
import { findFreePort } from '../../services/embedded/free-port.ts'
import { startGuarded, type Guarded } from '../../services/embedded/start-guarded.ts'
import { TEST_FOLDER } from './servers.ts'
import { until } from './until.ts'

/** A Redis without persistence for this run, or null where none is installed. */
export async function startTestRedis (runnerPid: number): Promise<{ url: string, guardPid: number } | null> {
  const command = await findOnPath('redis-server')
  if (command === null) return null
  const port = await findFreePort()
  const redis = await startGuarded({
    command,
    args: ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no', '--dir', '/tmp',
      '--maxmemory-policy', 'noeviction'],
    stopSignal: 'SIGTERM',
    forceSignal: 'SIGKILL',
    ownerPid: runnerPid,
    logFile: `${TEST_FOLDER}redis.log`
  })
  await untilListening(redis, port)
  return { url: `redis://127.0.0.1:${port}`, guardPid: redis.guardPid }
}

async function untilListening (redis: Guarded, port: number): Promise<void> {
  let ended = false
  redis.ended.then(() => { ended = true })
  await until(async () => ended || await answers(port), { description: 'redis-server listens' })
  if (ended) throw new Error(`redis-server did not start, see ${TEST_FOLDER}redis.log`)
}

async function answers (port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
    socket.once('data', (data) => { resolve(data.toString().startsWith('+PONG')); socket.destroy() })
    socket.once('error', () => resolve(false))
  })
}

async function findOnPath (name: string): Promise<string | null> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const file = join(folder, name)
    if (await access(file, constants.X_OK).then(() => true, () => false)) return file
  }
  return null
}
