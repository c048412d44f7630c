import t, { type Test } from 'tap'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { until } from '../../tests/support/until.ts'
import { findProcess } from './find-process.ts'
import { inventOrder } from './people/company.ts'
import { openLocalIssuer } from './local-issuer.ts'
import { meetPeople } from './people/meet-people.ts'
import { untilState } from './people/until-state.ts'
import { findClusterDir } from './postgres/choose-place.ts'
import { removePostgres } from './postgres/remove-postgres.ts'
import { startBeian, type BeianOptions, type RunningBeian } from './start-beian.ts'

const START = fileURLToPath(new URL('testing/start-and-tell.ts', import.meta.url))

const quiet = { log: () => {}, durable: false } satisfies Partial<BeianOptions>

const dataDir = await mkdtemp(join(tmpdir(), 'beian-start-'))
await chmod(dataDir, 0o711) // PostgreSQL's user must get in when the tests run as root
t.after(async () => await removePostgres(dataDir))

t.test('one start is a whole service; whoever else wants its folder is told; when its database dies, all of it stops, and says why', async (t) => {
  const beian = await given(t)
  const pids = [...Object.values(beian.pids), await postmasterOf()]
  t.equal(pids.filter(isAlive).length, 4)
  t.equal((await fetch(`${beian.url}/readyz`)).status, 200)
  const { applicant, lin, wang } = await meetPeople(beian)
  const zhang = await applicant('zhang', 'acme')
  const { id } = await zhang.place(inventOrder(1))
  await zhang.submit(id)
  await lin.pass(id)
  await wang.sendToBureau(id)
  await t.resolves(untilState(async () => await zhang.read(id), 'sms_verification'), 'api, worker, bureau and back')

  await t.rejects(given(t), { message: /is in use by process \d+ .*stop that one first, or choose another DATA_DIR/ })
  t.equal((await fetch(`${beian.url}/readyz`)).status, 200, 'the first goes on')

  process.kill(await postmasterOf(), 'SIGQUIT')
  t.match(await beian.ended, { part: 'postgres' })
  t.same(pids.filter(isAlive), [])
})

t.test('several api and worker processes run side by side; one that dies stops all the others and is named', async (t) => {
  const beian = await given(t, { apis: 2, workers: 2 })
  t.same(Object.keys(beian.pids).sort(), ['api-1', 'api-2', 'bureau-simulator', 'worker-1', 'worker-2'])
  t.equal(new Set(beian.urls).size, 2)
  for (const url of beian.urls) t.equal((await fetch(`${url}/readyz`)).status, 200)
  const pids = [...Object.values(beian.pids), await postmasterOf()]
  process.kill(beian.pids['worker-2']!, 'SIGKILL')
  t.match(await beian.ended, { part: 'worker-2', why: /SIGKILL/ })
  t.same(pids.filter(isAlive), [])
})

t.test('a supervisor that is killed leaves nothing behind, the next start has all the data, and stopping that leaves no process either', async (t) => {
  const { child, beian } = await givenSupervisor(t)
  const { issue: token } = await openLocalIssuer({ dataDir })
  const { applicant } = await meetPeople({ ...beian, token })
  const { id, number } = await (await applicant('zhang', 'acme')).place(inventOrder(2))
  const pids = [...Object.values(beian.pids), await postmasterOf()]
  child.kill('SIGKILL')
  await t.resolves(until(() => pids.every((pid) => !isAlive(pid))))

  const next = await given(t)
  const order = await (await (await meetPeople(next)).applicant('zhang', 'acme')).read(id)
  t.match(order, { number, content: { subject: { name: inventOrder(2).content.subject!.name! } } }, 'and the keys to read them')
  const nextPids = [...Object.values(next.pids), await postmasterOf()]
  t.equal(nextPids.filter(isAlive).length, 4)
  await next.stop()
  t.same(nextPids.filter(isAlive), [])
})

t.test('a port that is in use is named, with the variable that chooses another', async (t) => {
  const taken = await givenTakenPort(t)
  await t.rejects(given(t, { port: taken }), {
    message: `port ${taken} is in use: stop what listens there, or choose another, as in PORT=${taken + 10} make up`
  })
  await t.rejects(given(t, { simulatorPort: taken }), { message: /SIMULATOR_PORT=/ })
})

t.test('a part that cannot start says why, and nothing stays', async (t) => {
  await t.rejects(given(t, { env: { ORDER_POLICY: 'no such' } }), { message: /ended before it was ready: exit code 1\n.*ORDER_POLICY/ })
  t.not(isAlive(await postmasterOf().catch(() => 0)), true)
})

async function given (t: Test, options: Partial<BeianOptions> = {}): Promise<RunningBeian> {
  const beian = await startBeian({ dataDir, ...quiet, ...options })
  t.after(async () => await beian.stop())
  return beian
}

type Told = Pick<RunningBeian, 'url' | 'simulatorControlUrl' | 'pids'>

async function givenSupervisor (t: Test): Promise<{ child: ChildProcess, beian: Told }> {
  const child = spawn(process.execPath, [START, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => { child.kill('SIGKILL') })
  const [line] = await once(createInterface({ input: child.stdout }), 'line') as [string]
  return { child, beian: JSON.parse(line) as Told }
}

async function givenTakenPort (t: Test): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => { server.close() })
  return (server.address() as AddressInfo).port
}

async function postmasterOf (): Promise<number> {
  const clusterDir = await findClusterDir(dataDir)
  return Number((await readFile(join(clusterDir ?? '', 'postmaster.pid'), 'utf8')).split('\n')[0])
}

function isAlive (pid: number): boolean {
  return findProcess(pid) !== null
}
