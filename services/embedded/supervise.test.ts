import t, { type Test } from 'tap'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { until } from '../../tests/support/until.ts'
import { findProcess } from './find-process.ts'
import { supervise, type Supervision, type SuperviseOptions } from './supervise.ts'
import type { Part } from './start-part.ts'

const STOP_WITH_PARENT = new URL('../platform/stop-with-parent.ts', import.meta.url).href
const SUPERVISE = new URL('supervise.ts', import.meta.url).href

const SCRIPTS = {
  serves: `
    import { stopWithParent } from '${STOP_WITH_PARENT}'
    const hold = setInterval(() => {}, 1000)
    const stop = () => { console.log('bye'); clearInterval(hold) }
    process.once('SIGTERM', stop)
    stopWithParent(stop)
    console.log('starting')
    console.log(JSON.stringify({ ready: true, url: 'http://127.0.0.1:1/' + process.env.GREETING }))`,
  stubborn: `
    setInterval(() => {}, 1000)
    process.on('SIGTERM', () => console.log('no'))
    console.log(JSON.stringify({ ready: true }))`,
  failsOnRequest: `
    setInterval(() => {}, 1000)
    process.on('SIGUSR2', () => { console.error('the disk is full'); process.exit(3) })
    console.log('READY')`,
  failsAtOnce: 'throw new Error(\'PORT is missing\')',
  neverReady: 'setInterval(() => {}, 1000)',
  forks: `
    import { spawn } from 'node:child_process'
    const child = spawn('sleep', ['60'], { stdio: 'inherit' })
    process.once('SIGTERM', () => process.exit())
    console.log(JSON.stringify({ ready: true, url: String(child.pid) }))`
}

t.test('parts run until they are stopped, and tell where they listen and what they do', async (t) => {
  const { lines, supervision } = await given(t, [
    { ...await givenPart(t, 'api', 'serves'), env: { GREETING: 'hello' } },
    { ...await givenPart(t, 'worker', 'failsOnRequest'), ready: (line) => line === 'READY' }
  ])
  t.same(supervision.urls, { api: 'http://127.0.0.1:1/hello' })
  t.ok(lines.includes('api stdout starting'))
  await supervision.stop()
  t.ok(lines.includes('api stdout bye'), 'it was asked, not killed, and its last line arrived')
  t.notOk(anyAlive(supervision))
})

t.test('when one part ends, the others are stopped and the reason is told', async (t) => {
  const { supervision } = await given(t, [
    await givenPart(t, 'api', 'serves'),
    { ...await givenPart(t, 'worker', 'failsOnRequest'), ready: (line) => line === 'READY' }
  ])
  process.kill(supervision.pids['worker'] ?? 0, 'SIGUSR2')
  t.same(await supervision.ended, { part: 'worker', why: 'exit code 3\nthe disk is full' })
  t.notOk(anyAlive(supervision))
})

t.test('a part that does not obey is killed after the grace', async (t) => {
  const { lines, supervision } = await given(t, [await givenPart(t, 'stubborn', 'stubborn')], { stopGraceMs: 200 })
  await supervision.stop()
  t.ok(lines.includes('stubborn stdout no'))
  t.notOk(anyAlive(supervision))
})

t.test('what a part has started and forgotten goes with it', async (t) => {
  const { supervision } = await given(t, [await givenPart(t, 'forks', 'forks')])
  const grandchild = Number(supervision.urls['forks'])
  t.ok(findProcess(grandchild))
  await supervision.stop()
  t.equal(await until(() => findProcess(grandchild) === null), true)
})

t.test('a part that fails at the start stops the start, with its last words', async (t) => {
  const parts = [await givenPart(t, 'api', 'failsAtOnce'), await givenPart(t, 'worker', 'serves')]
  await t.rejects(given(t, parts), { message: /^api ended before it was ready: exit code 1\n[^]*PORT is missing/ })
})

t.test('a part that is never ready stops the start, by name', async (t) => {
  const parts = [await givenPart(t, 'api', 'serves'), await givenPart(t, 'worker', 'neverReady')]
  await t.rejects(given(t, parts, { readyWithinMs: 1500 }), { message: 'worker not ready within 1500 ms' })
})

t.test('a supervisor that is killed leaves nothing behind', async (t) => {
  const { entry } = await givenPart(t, 'api', 'serves')
  const script = await givenScript(t, `
    import { supervise } from '${SUPERVISE}'
    const parts = ['a', 'b'].map((name) => ({ name, entry: ${JSON.stringify(entry)} }))
    const { pids } = await supervise(parts, { log () {} })
    console.log(JSON.stringify(Object.values(pids)))`)
  const supervisor = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => { supervisor.kill('SIGKILL') })
  const [line] = await once(createInterface({ input: supervisor.stdout }), 'line') as [string]
  const pids = JSON.parse(line) as number[]
  t.equal(pids.filter((pid) => findProcess(pid) !== null).length, 2)
  supervisor.kill('SIGKILL')
  await t.resolves(until(() => pids.every((pid) => findProcess(pid) === null)))
})

type Given = { lines: string[], supervision: Supervision }

async function given (t: Test, parts: Part[], options: Partial<SuperviseOptions> = {}): Promise<Given> {
  const lines: string[] = []
  const supervision = await supervise(parts, {
    log: (part, line, stream) => { lines.push(`${part} ${stream} ${line}`) },
    ...options
  })
  t.after(async () => await supervision.stop())
  return { lines, supervision }
}

function anyAlive (supervision: Supervision): boolean {
  return Object.values(supervision.pids).some((pid) => findProcess(pid) !== null)
}

async function givenPart (t: Test, name: string, script: keyof typeof SCRIPTS): Promise<Part> {
  return { name, entry: await givenScript(t, SCRIPTS[script]) }
}

async function givenScript (t: Test, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'beian-parts-'))
  t.after(async () => await rm(folder, { recursive: true }))
  const file = join(folder, 'part.ts')
  await writeFile(file, text)
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  return pathToFileURL(file).pathname
}
