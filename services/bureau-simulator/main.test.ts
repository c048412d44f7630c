import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { newFilingXml } from './testing/new-filing-xml.ts'
import { createTestProvider } from './testing/test-provider.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))

function start (t: Test, env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, SIMULATOR_PORT: '0', SIMULATOR_CONTROL_PORT: '0', ...env }, stdio: 'pipe'
  })
  t.after(() => { child.kill('SIGKILL') })
  return child
}

async function ready (child: ChildProcess): Promise<{ ready: boolean, port: number, controlPort: number }> {
  if (!child.stdout) throw new Error('the child has no output')
  const [line] = await once(createInterface(child.stdout), 'line') as [string]
  return JSON.parse(line)
}

async function failure (child: ChildProcess): Promise<{ code: number, text: string }> {
  let text = ''
  child.stderr?.on('data', (chunk: Buffer) => { text += chunk.toString() })
  const [code] = await once(child, 'close') as [number]
  return { code, text }
}

t.test('it says in one line where it listens, and ends cleanly on SIGTERM', async (t) => {
  const child = start(t)
  const { ready: isReady, port } = await ready(child)
  t.equal(isReady, true)
  t.equal((await createTestProvider(port).download()).code, 2)
  child.kill('SIGTERM')
  t.same(await once(child, 'exit'), [0, null])
})

t.test('it ends when its supervisor is gone', async (t) => {
  const child = start(t, { BEIAN_STOP_WITH_STDIN: '1' })
  await ready(child)
  child.stdin?.end()
  t.ok(await once(child, 'exit'), 'how, nobody is left to ask')
})

t.test('a port in use gives one message with the remedy', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  t.after(() => taken.close())
  const { port } = taken.address() as AddressInfo
  const { code, text } = await failure(start(t, { SIMULATOR_PORT: String(port) }))
  t.equal(code, 1)
  t.equal(text.trim().split('\n').length, 1)
  t.match(text, `port ${port} is in use`)
  t.match(text, 'SIMULATOR_PORT')
})

t.test('a wrong environment is refused with every fault', async (t) => {
  const { code, text } = await failure(start(t, { SIMULATOR_PORT: '99999', SIMULATOR_SEED: 'x', SIMULATOR_ACCOUNTS: '[{}]' }))
  t.equal(code, 1)
  for (const part of ['SIMULATOR_PORT', 'SIMULATOR_SEED', 'SIMULATOR_ACCOUNTS[0].ispId']) t.match(text, part)
})

t.test('what was answered survives kill -9', async (t) => {
  const stateDir = await mkdtemp(join(tmpdir(), 'bureau-simulator-'))
  t.after(async () => await rm(stateDir, { recursive: true }))
  const first = start(t, { SIMULATOR_STATE_DIR: stateDir })
  const before = createTestProvider((await ready(first)).port)
  for (const sequence of [1, 2, 3]) t.equal((await before.upload(newFilingXml(), sequence)).code, 0)
  first.kill('SIGKILL')
  await once(first, 'exit')
  const second = start(t, { SIMULATOR_STATE_DIR: stateDir })
  const after = createTestProvider((await ready(second)).port)
  t.equal((await after.call('isp_querypreviousupload')).fileInfos?.dataSequence, 3)
})
