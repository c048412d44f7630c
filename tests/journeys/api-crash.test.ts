import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { openLocalIssuer } from '../../services/embedded/local-issuer.ts'
import { findOrder } from '../../services/orders/find-orders.ts'
import { replayOrder } from '../../services/orders/replay-order.ts'
import { ACCOUNT, givenOrder, startOrders } from '../../services/orders/testing/start-orders.ts'
import { createKeyRing, createSealing } from '../../services/platform/sealing.ts'
import { CRASH_POINTS } from '../../services/platform/crash-point.ts'
import { startProcess } from './start-process.ts'

for (const point of CRASH_POINTS.api) {
  t.test(`a command whose api is killed ${point.replaceAll('_', ' ')} is done once when it is sent again`, async (t) => {
    const ring = createKeyRing()
    const orders = { ...await startOrders(t), sealing: createSealing(ring) }
    const dataDir = await mkdtemp(join(tmpdir(), 'beian-issuer-'))
    t.after(async () => await rm(dataDir, { recursive: true }))
    await chmod(dataDir, 0o700)
    const issuer = await openLocalIssuer({ dataDir })
    const env = {
      DATABASE_URL: orders.url,
      SEALING_KEYS: JSON.stringify(ring),
      AUTH_ISSUER: issuer.issuer,
      AUTH_JWKS: JSON.stringify(issuer.jwks),
      PORT: '0'
    }
    const { id } = await givenOrder(orders)
    const authorization = `Bearer ${await issuer.issue({ role: 'applicant', sub: 'zhang', account: ACCOUNT })}`
    const submit = async (port: unknown) => await fetch(`http://127.0.0.1:${String(port)}/v1/orders/${id}/submit`, {
      method: 'POST', headers: { authorization, 'idempotency-key': 'submit-1' }
    })

    const doomed = startProcess(t, 'api/main.ts', { ...env, BEIAN_CRASH_AT: point })
    await t.rejects(submit((await doomed.ready).port))
    t.equal(await doomed.ended, 'SIGKILL')
    const committed = point === 'after_commit'
    t.equal((await findOrder(orders, id)).version, committed ? 2 : 1, 'all of the command, or nothing')
    const effects = async () => (await orders.db.selectFrom('outbox').select('id').execute()).length
    t.equal(await effects(), committed ? 2 : 0)

    const { port } = await startProcess(t, 'api/main.ts', env).ready
    const reply = await submit(port)
    t.equal(reply.status, 200)
    t.equal(reply.headers.get('idempotency-replayed'), committed ? 'true' : null)
    t.match(await reply.json(), { state: 'initial_review', version: 2 })
    t.equal(await effects(), 2)
    const { state, context } = await findOrder(orders, id)
    t.strictSame(await replayOrder(orders, id), { state, context })
  })
}

t.test('a process says what is wrong with its start, and the remedy', async (t) => {
  const orders = await startOrders(t)
  const entry = fileURLToPath(new URL('../../services/api/main.ts', import.meta.url))
  const good = {
    DATABASE_URL: orders.url,
    SEALING_KEYS: JSON.stringify(createKeyRing()),
    AUTH_ISSUER: 'x',
    AUTH_JWKS: '{"keys":[]}',
    PORT: '0',
    LOG_LEVEL: 'silent'
  }
  const refusal = async (env: Record<string, string>) => {
    const child = spawn(process.execPath, [entry], { env: { ...good, ...env }, stdio: ['ignore', 'ignore', 'pipe'] })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    const text = (await child.stderr.toArray()).join('')
    t.equal(await ended, 1)
    return text
  }
  const taken = createServer().listen(0, '127.0.0.1')
  t.after(async () => { taken.close() })
  await new Promise((resolve) => taken.once('listening', resolve))
  const { port } = taken.address() as { port: number }
  t.match(await refusal({ PORT: String(port) }), new RegExp(`port ${port} is in use.*choose another with PORT`))
  t.match(await refusal({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }), /cannot reach.*is the database.*DATABASE_URL/s)
  await orders.db.deleteFrom('kysely_migration' as never).where('name' as never, '=', '0002-bureau' as never).execute()
  t.match(await refusal({}), /lacks migrations \(0002-bureau\): run `make migrate`/)
  t.match(await refusal({ SEALING_KEYS: '' }), /SEALING_KEYS is missing/)
})
