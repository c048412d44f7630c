import t from 'tap'
import { startBureau } from '../../services/bureau-simulator/testing/start-bureau.ts'
import { startOrders } from '../../services/orders/testing/start-orders.ts'
import { createKeyRing } from '../../services/platform/sealing.ts'
import { testChannel } from '../../services/worker/testing/start-worker.ts'
import { until } from '../support/until.ts'
import { startProcess } from './start-process.ts'

t.test('when the worker that keeps the schedules is killed another takes over, and polls', async (t) => {
  const orders = await startOrders(t)
  const simulator = await startBureau()
  t.after(async () => await simulator.close())
  const env = {
    DATABASE_URL: orders.url,
    SEALING_KEYS: JSON.stringify(createKeyRing()),
    BUREAU_CHANNELS: JSON.stringify([testChannel(simulator.port)]),
    BUREAU_POLL_EVERY_MS: '200'
  }
  const processes = [1, 2].map(() => startProcess(t, 'worker/main.ts', env))
  const workers = await Promise.all(processes.map(async (process) => ({ ...process, port: (await process.ready).healthPort })))
  const ask = async (port: unknown, path: string) => await fetch(`http://127.0.0.1:${String(port)}${path}`)
  const leads = async ({ port }: { port: unknown }) => /^beian_leader 1$/m.test(await (await ask(port, '/metrics')).text())
  const leader = await until(async () => {
    const found = await Promise.all(workers.map(leads))
    return found.filter(Boolean).length === 1 ? workers[found.indexOf(true)] : undefined
  })
  const other = workers.find((worker) => worker !== leader)!
  await until(async () => (await ask(other.port, '/readyz')).status === 200)
  leader.child.kill('SIGKILL')
  t.equal(await leader.ended, 'SIGKILL')
  await until(async () => await leads(other))

  const polls = async () => JSON.stringify(await simulator.control('GET', 'journal')).split('isp_download"').length
  const before = await polls()
  await until(async () => await polls() > before + 2)
  t.equal((await ask(other.port, '/readyz')).status, 200)
  t.match(await (await ask(other.port, '/metrics')).text(), /beian_job_duration_seconds_count\{queue="bureau",job="poll_bureau",outcome="done"\} \d+/)
})
