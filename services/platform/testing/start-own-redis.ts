import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { findFreePort } from '../../embedded/free-port.ts'

type Test = { after (work: () => Promise<void>): unknown }

export type OwnRedis = {
  url: string
  client: Redis
  /** Ends it as a power cut would. */
  kill (): Promise<void>
  /** Begins again with what was saved last, if anything. */
  start (): Promise<void>
}

/** A Redis of the test's own, for what cannot be done to one that others use. */
export async function startOwnRedis (t: Test): Promise<OwnRedis> {
  const [port, dir] = [await findFreePort(), await mkdtemp(join(tmpdir(), 'beian-redis-'))]
  const client = new Redis(port, { maxRetriesPerRequest: null, retryStrategy: () => 50 })
  client.on('error', () => {}) // it is away: it tries again
  let server: ChildProcess
  const redis: OwnRedis = {
    url: `redis://127.0.0.1:${port}`,
    client,
    async kill () {
      const ended = once(server, 'exit')
      server.kill('SIGKILL')
      await ended
    },
    async start () {
      server = spawn('redis-server', ['--port', String(port), '--save', '', '--dir', dir], { stdio: 'ignore' })
      await client.ping()
    }
  }
  await redis.start()
  t.after(async () => {
    client.disconnect()
    await redis.kill()
    await rm(dir, { recursive: true })
  })
  return redis
}
