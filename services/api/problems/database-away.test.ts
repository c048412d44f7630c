import t, { type Test } from 'tap'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { createTestDatabase } from '../../../tests/support/database.ts'
import { until } from '../../../tests/support/until.ts'
import { checkReadiness } from '../../platform/check-readiness.ts'
import { givenOrder } from '../testing/given-order.ts'
import { send } from '../testing/send.ts'
import { startApi } from '../testing/start-api.ts'

t.test('while the database is away requests are told to come back; when it returns they are served', async (t) => {
  const { url } = await createTestDatabase(t)
  const line = await cutLine(t, new URL(url))
  const api = await startApi(t, { databaseUrl: line.url, readiness: async () => await checkReadiness(api.deps.db) })
  const applicant = await api.as('applicant')
  const { id } = await givenOrder(api)
  t.match((await api.app.inject('/readyz')).json(), { ready: true, checks: [{ name: 'database', ok: true }, { name: 'migrations', ok: true }] })

  await line.cut()
  for (const reply of [await send(api, `/v1/orders/${id}`, applicant), await send(api, `/v1/orders/${id}/submit`, applicant, { body: {} })]) {
    t.match([reply.statusCode, reply.json().code, reply.headers['retry-after']], [503, 'database_unavailable', '5'])
  }
  const away = await api.app.inject('/readyz')
  t.match([away.statusCode, away.json()], [503, { ready: false, checks: [{ name: 'database', ok: false, remedy: String }] }])
  t.equal((await api.app.inject('/healthz')).statusCode, 200, 'the process itself is fine')

  await line.mend()
  await until(async () => (await send(api, `/v1/orders/${id}/submit`, applicant, { body: {} })).statusCode === 200)
})

t.test('a database without the migrations of this release is not ready', async (t) => {
  const { url } = await createTestDatabase(t, 'empty')
  const api = await startApi(t, { databaseUrl: url, readiness: async () => await checkReadiness(api.deps.db) })
  t.match((await api.app.inject('/readyz')).json().checks, [{ name: 'database', ok: true }, { name: 'migrations', ok: false, remedy: /make migrate/ }])
})

/** A line to PostgreSQL that can be cut, as a network does. */
async function cutLine (t: Test, target: URL) {
  const sockets = new Set<Socket>()
  const server: Server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    for (const socket of [near, far]) sockets.add(socket.on('error', () => {}))
    near.pipe(far).pipe(near)
  })
  const listen = async (port: number) => await new Promise<void>((resolve) => { server.listen(port, '127.0.0.1', resolve) })
  await listen(0)
  const { port } = server.address() as { port: number }
  const cut = async () => await new Promise<void>((resolve) => {
    server.close(() => resolve())
    for (const socket of sockets) socket.destroy()
  })
  t.after(async () => { if (server.listening) await cut() })
  const url = new URL(target)
  url.host = `127.0.0.1:${port}`
  return { url: url.href, cut, mend: async () => await listen(port) }
}
