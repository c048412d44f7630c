import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { openLocalIssuer } from '../../services/embedded/local-issuer.ts'
import { findOrder } from '../../services/orders/find-orders.ts'
import { replayOrder } from '../../services/orders/history/replay-order.ts'
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
