import t, { type Test } from 'tap'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ORDER_STATES } from '../../machines/order/order-states.ts'
import { until } from '../../tests/support/until.ts'
import { findFreePort, isPortFree } from './free-port.ts'
import { openLocalIssuer } from './local-issuer.ts'
import { createApiClient } from './people/api-client.ts'
import { removePostgres } from './postgres/remove-postgres.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))

const dataDir = await mkdtemp(join(tmpdir(), 'beian-up-'))
await chmod(dataDir, 0o711)
t.after(async () => await removePostgres(dataDir))

t.test('the first start has orders in every state; the applicant of the ready-made token in all that one account can have beside one another', async (t) => {
  const { url, said, child } = await givenUp(t)
  await until(() => /\d+ orders are there now/.test(said()))
  const { issue } = await openLocalIssuer({ dataDir })
  const api = createApiClient(url, await issue({ role: 'applicant', sub: 'zhang', account: 'acme' }))
  const states = await until(async () => { // the two that were placed in the past reach their ends a moment later
    const { data } = await api<{ data: Array<{ state: string }> }>('/v1/orders?limit=100')
    const found = new Set(data.map(({ state }) => state))
    return found.size === Object.keys(ORDER_STATES).length - 1 ? [...found].sort() : null
  })
  t.same(states, Object.keys(ORDER_STATES).filter((state) => state !== 'counterparty_confirmation').sort())
  const asking = createApiClient(url, await issue({ role: 'applicant', sub: 'zhang', account: 'qiushui' }))
  t.match(await asking('/v1/orders'), { data: [{ state: 'counterparty_confirmation', orderType: 'transfer', accountId: 'yinshan' }] }, 'another account is asked')
  t.equal(said().match(/Authorization: Bearer /g)?.length, 5, 'one token a role')
  await stop(t, child, said)
  t.equal(await isPortFree(Number(new URL(url).port)), true)
})

t.test('the next start has the data of the first and adds nothing', async (t) => {
  const { url, said, child } = await givenUp(t)
  const { issue } = await openLocalIssuer({ dataDir })
  const api = createApiClient(url, await issue({ role: 'admin', sub: 'chen' }))
  t.ok((await api<{ data: unknown[] }>('/v1/orders?limit=100')).data.length > 30)
  t.notMatch(said(), 'orders are there now')
  await stop(t, child, said)
})

t.test('what stands in the way is one line, not a stack', async (t) => {
  const child = spawn(process.execPath, [MAIN], { env: { ...process.env, PORT: 'http' }, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = collect(child)
  await once(child, 'close')
  t.equal(child.exitCode, 1)
  t.equal(said(), 'beian: PORT must be a port from 1 to 65535, not "http"\n')
})

async function givenUp (t: Test): Promise<{ url: string, said: () => string, child: ChildProcess }> {
  const port = await findFreePort()
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, PORT: String(port), SIMULATOR_PORT: String(await findFreePort()), DATA_DIR: dataDir, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  t.after(async () => {
    if (child.exitCode === null && child.kill('SIGKILL')) await once(child, 'close')
  })
  const said = collect(child)
  await until(() => {
    if (child.exitCode !== null) throw new Error(said())
    return said().includes('Beian is up after')
  })
  return { url: `http://127.0.0.1:${port}`, said, child }
}

async function stop (t: Test, child: ChildProcess, said: () => string): Promise<void> {
  child.kill('SIGINT')
  await once(child, 'close')
  t.equal(child.exitCode, 0, said().trimEnd().split('\n').at(-1) ?? '')
}

function collect (child: ChildProcess): () => string {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => { text += chunk.toString() })
  return () => text
}
