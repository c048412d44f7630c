import t, { type Test } from 'tap'
import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTestDatabase } from '../../tests/support/database.ts'
import { NO_REDIS, redisUrl } from '../../tests/support/redis.ts'
import { until } from '../../tests/support/until.ts'
import { openLocalIssuer, type LocalIssuer } from '../embedded/local-issuer.ts'
import { hearHeartbeat } from '../platform/heartbeat.ts'
import { connectPostgres } from '../platform/postgres.ts'
import { openQueues } from '../platform/queue.ts'
import { createKeyRing } from '../platform/sealing.ts'
import { startOwnRedis } from '../platform/testing/start-own-redis.ts'
import example from '../rules/example-order.json' with { type: 'json' }

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))

t.test('the process serves, finishes what it has begun, and ends when it is asked to', async (t) => {
  const issuer = await givenIssuer(t)
  const api = run(t, issuer, { DATABASE_URL: (await createTestDatabase(t)).url, PORT: '0' })
  const { ready, port } = JSON.parse(await api.firstLine()) as { ready: boolean, port: number }
  t.equal(ready, true)
  const ask = async (path: string, role: string, body?: object) => await fetch(`http://127.0.0.1:${port}${path}`, {
    ...body && { method: 'POST', body: JSON.stringify(body) },
    headers: {
      authorization: `Bearer ${await issuer.issue({ role, sub: 'somebody', ...role === 'applicant' && { account: 'acme' } })}`,
      ...body && { 'content-type': 'application/json' }
    }
  })
  t.match(await (await ask('/readyz', 'admin')).json(), {
    ready: false,
    checks: [
      { name: 'database', ok: true }, { name: 'migrations', ok: true }, { name: 'queue', ok: false, remedy: /start a worker/ }, { name: 'open', ok: true }
    ]
  }, 'nobody works the queue here, and orders are served all the same')
  const { id } = await (await ask('/v1/orders', 'applicant', example)).json() as { id: string }
  t.match(await (await ask(`/v1/orders/${id}`, 'applicant')).json(), { state: 'draft' })
  const unfinished = Array.from({ length: 20 }, async () => await ask(`/v1/orders/${id}`, 'applicant'))
  await Promise.race(unfinished)
  api.child.kill('SIGTERM')
  const statuses = (await Promise.allSettled(unfinished)).map((reply) => reply.status === 'fulfilled' ? reply.value.status : 'not accepted')
  t.notOk(statuses.some((status) => typeof status === 'number' && status !== 200), 'whatever was accepted was answered')
  t.equal(await api.ended, 0)
})

t.test('a process that is to end says so for a while, and takes leave with each answer', async (t) => {
  const issuer = await givenIssuer(t)
  const api = run(t, issuer, { DATABASE_URL: (await createTestDatabase(t)).url, PORT: '0', DRAIN_MS: '2000' })
  const { port } = JSON.parse(await api.firstLine()) as { port: number }
  const token = await issuer.issue({ role: 'applicant', sub: 'somebody', account: 'acme' })
  const ask = async (path: string) => await fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${token}` } })
  t.equal((await ask('/v1/orders')).headers.get('connection'), 'keep-alive')
  api.child.kill('SIGTERM')
  await until(async () => {
    const { checks } = await (await ask('/readyz')).json() as { checks: Array<{ name: string, ok: boolean }> }
    return checks.some(({ name, ok }) => name === 'open' && !ok)
  })
  const answer = await ask('/v1/orders')
  t.same([answer.status, answer.headers.get('connection')], [200, 'close'])
  t.equal(await api.ended, 0)
})

t.test('while Redis is away orders are served, and only readiness says so', { skip: redisUrl() === null && NO_REDIS }, async (t) => {
  const redis = await startOwnRedis(t)
  await redis.kill()
  const issuer = await givenIssuer(t)
  const { url } = await createTestDatabase(t)
  const api = run(t, issuer, { DATABASE_URL: url, PORT: '0', REDIS_URL: redis.url, QUEUE_PREFIX: 'main' })
  const { port } = JSON.parse(await api.firstLine()) as { port: number }
  const token = await issuer.issue({ role: 'applicant', sub: 'somebody', account: 'acme' })
  const placed = await fetch(`http://127.0.0.1:${port}/v1/orders`, {
    method: 'POST', body: JSON.stringify(example), headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  })
  t.equal(placed.status, 201)
  const queue = async () => {
    const { checks } = await (await fetch(`http://127.0.0.1:${port}/readyz`)).json() as { checks: Array<{ name: string, ok: boolean, remedy?: string }> }
    return checks.find(({ name }) => name === 'queue')!
  }
  await until(async () => /Redis does not answer/.test((await queue()).remedy ?? ''))

  await redis.start()
  const queues = await openQueues({ redisUrl: redis.url, databaseUrl: url, prefix: 'main' })
  t.after(async () => await queues.close())
  const db = connectPostgres({ url })
  t.after(async () => await db.destroy())
  queues.worker('effects', async ({ data }) => await hearHeartbeat(db, 'effects', data))
  await until(async () => (await queue()).ok)
})

t.test('a start that cannot succeed says in one line what to do', async (t) => {
  const issuer = await givenIssuer(t)
  const { url } = await createTestDatabase(t)
  const taken = createServer()
  await new Promise<void>((resolve) => { taken.listen(0, '127.0.0.1', resolve) })
  t.after(() => taken.close())
  const { port } = taken.address() as { port: number }
  const cases: Array<[string, Record<string, string>, RegExp]> = [
    ['a port in use', { DATABASE_URL: url, PORT: String(port) }, /^api: port \d+ is in use: .*PORT\n$/],
    ['a database that is away', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', PORT: '0' }, /^api: cannot reach .*DATABASE_URL.*\n$/],
    ['a host that is none', { DATABASE_URL: url, PORT: '0', HOST: 'no-such-host.invalid' }, /^api: there is no host no-such-host\.invalid .*HOST.*\n$/],
    ['an address of another machine', { DATABASE_URL: url, PORT: '0', HOST: '192.0.2.1' }, /^api: this machine has no address 192\.0\.2\.1: HOST .*\n$/],
    ['an SMS gateway with faults', { DATABASE_URL: url, PORT: '0', SMS_GATEWAY: '{"kind":"pigeon"}' }, /^api: SMS_GATEWAY is not right:\n {2}/],
    ['missing migrations', { DATABASE_URL: (await createTestDatabase(t, 'empty')).url, PORT: '0' }, /^api: .*make migrate.*\n$/],
    ['a missing variable', { PORT: '0' }, /DATABASE_URL is missing/]
  ]
  for (const [name, env, message] of cases) {
    const api = run(t, issuer, env)
    t.equal(await api.ended, 1, name)
    t.match(api.errors(), message, name)
  }
})

async function givenIssuer (t: Test): Promise<LocalIssuer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'beian-main-'))
  t.after(async () => await rm(dataDir, { recursive: true }))
  return await openLocalIssuer({ dataDir })
}

function run (t: Test, { issuer, jwks }: LocalIssuer, env: Record<string, string>) {
  const child: ChildProcess = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      DATABASE_URL: '',
      LOG_LEVEL: 'silent',
      DRAIN_MS: '0',
      SEALING_KEYS: JSON.stringify(createKeyRing()),
      AUTH_ISSUER: issuer,
      AUTH_JWKS: JSON.stringify(jwks),
      ...env
    },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let errors = ''
  child.stderr!.setEncoding('utf8').on('data', (text: string) => { errors += text })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  t.after(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return {
    child,
    ended,
    errors: () => errors,
    firstLine: async () => await Promise.race([
      new Promise<string>((resolve) => createInterface({ input: child.stdout! }).once('line', resolve)),
      ended.then(() => { throw new Error(`the process ended: ${errors}`) })
    ])
  }
}
