import { Gauge, Registry } from 'prom-client'
import t from 'tap'
import type { Readiness } from '../platform/readiness.ts'
import { serveHealth } from './serve-health.ts'

t.test('a worker says whether it lives, whether it can work, and how much it has done', async (t) => {
  const registry = new Registry()
  new Gauge({ name: 'one', help: 'one', registers: [registry] }).set(1)
  let checks: Readiness[] = [{ name: 'database', ok: true }]
  const health = await serveHealth({ host: '127.0.0.1', port: 0, registry, readiness: async () => checks })
  t.after(health.close)
  const ask = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${health.port}${path}`)
    return { status: response.status, body: await response.text() }
  }
  t.equal((await ask('/healthz')).status, 200)
  t.match(await ask('/metrics'), { status: 200, body: /^one 1$/m })
  t.match(await ask('/readyz'), { status: 200, body: /"ready":true/ })
  checks = [{ name: 'queue_effects', ok: false, remedy: 'restart this worker' }]
  t.match(await ask('/readyz'), { status: 503, body: /restart this worker/ })
  t.equal((await ask('/')).status, 404)
  await t.rejects(serveHealth({ host: '127.0.0.1', port: health.port, registry, readiness: async () => [] }), { code: 'EADDRINUSE' })
})
