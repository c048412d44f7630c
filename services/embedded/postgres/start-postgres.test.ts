import t, { type Test } from 'tap'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { chooseClusterFolder } from '../../../tests/support/choose-cluster-folder.ts'
import { until } from '../../../tests/support/until.ts'
import { findFreePort, isPortFree } from '../free-port.ts'
import { findProcess } from '../find-process.ts'
import { findClusterDir } from './choose-place.ts'
import { findPostmaster } from './find-postmaster.ts'
import { removePostgres } from './remove-postgres.ts'
import { startPostgres, type EmbeddedPostgres, type PostgresOptions } from './start-postgres.ts'

const isRoot = process.getuid?.() === 0
const START_POSTGRES = new URL('start-postgres.ts', import.meta.url).href

t.test('what was stored is there after a restart, which takes less than 1.5 s', async (t) => {
  const dataDir = await givenFolder(t)
  const first = await start(t, { dataDir, durable: true })
  await ask(first.url, 'create table orders as select 1 as id')
  await first.stop()
  t.ok(await isPortFree(first.port), 'stopped means stopped')
  const from = performance.now()
  const second = await start(t, { dataDir, durable: true })
  t.ok(performance.now() - from < 1500, `warm start in ${Math.round(performance.now() - from)} ms`)
  t.same(await ask(second.url, 'select id from orders'), [{ id: 1 }])
  t.same(await ask(second.url, 'show fsync'), [{ fsync: 'on' }])
})

t.test('the server speaks UTF-8 and UTC, takes settings, and lets in who knows the password, from this machine', async (t) => {
  const dataDir = await givenFolder(t)
  const { url, port } = await start(t, { dataDir, settings: { max_connections: 33 } })
  const shown = "select current_setting('server_encoding') as encoding, current_setting('timezone') as zone, " +
    "current_setting('max_connections') as connections, current_setting('listen_addresses') as addresses, " +
    "current_setting('unix_socket_directories') as sockets, current_setting('fsync') as fsync, upper('é') as upper"
  t.same(await ask(url, shown), [{
    encoding: 'UTF8', zone: 'UTC', connections: '33', addresses: '127.0.0.1', sockets: '', fsync: 'off', upper: 'É'
  }])
  t.equal((await stat(join(dataDir, 'password'))).mode & 0o777, 0o600)
  await t.rejects(ask(`postgres://beian:wrong@127.0.0.1:${port}/beian`, 'select 1'), { code: '28P01' })
})

t.test('a second process is told that the folder is in use', async (t) => {
  const dataDir = await givenFolder(t)
  const { url } = await start(t, { dataDir })
  const second = spawnOwner(t, dataDir)
  t.match(await second.output, /is in use by process \d+ .+: stop that one first, or choose another DATA_DIR/)
  t.same(await ask(url, 'select 1 as one'), [{ one: 1 }], 'and the first is not disturbed')
})

t.test('a port that is taken is refused by name', async (t) => {
  const dataDir = await givenFolder(t)
  const port = await findFreePort()
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  t.after(() => { server.close() })
  await t.rejects(start(t, { dataDir, port }), { message: new RegExp(`^port ${port} of 127.0.0.1 is taken`) })
})

t.test('a server that does not start tells what PostgreSQL said, and the folder is free again', async (t) => {
  const dataDir = await givenFolder(t)
  await t.rejects(start(t, { dataDir, settings: { shared_buffers: 'much' } }),
    { message: /PostgreSQL did not start in [^]+invalid value for parameter "shared_buffers": "much"/ })
  await start(t, { dataDir })
})

t.test('PostgreSQL stops when its owner is killed', async (t) => {
  const dataDir = await givenFolder(t)
  const owner = spawnOwner(t, dataDir)
  t.match(await owner.output, /postgres:\/\//)
  const postmaster = await findServer(dataDir)
  owner.kill()
  await t.resolves(until(() => findProcess(postmaster) === null))
  await t.resolves(start(t, { dataDir }), 'and the folder can be used again')
})

t.test('PostgreSQL stops when its owner ends without stopping it', async (t) => {
  const dataDir = await givenFolder(t)
  const owner = spawnOwner(t, dataDir, 'process.exit()')
  await owner.output
  await owner.exited
  const clusterDir = await findClusterDir(dataDir) ?? ''
  await t.resolves(until(async () => !existsSync(join(clusterDir, 'postmaster.pid'))))
})

t.test('a server whose owner and guard were killed is stopped at the next start', async (t) => {
  const dataDir = await givenFolder(t)
  const owner = spawnOwner(t, dataDir)
  await owner.output
  const postmaster = await findServer(dataDir)
  const guard = parentOf(postmaster)
  t.match(findProcess(guard)?.command, /guard\.ts/)
  process.kill(guard, 'SIGKILL')
  owner.kill()
  await owner.exited
  await until(() => findProcess(guard) === null)
  t.ok(findProcess(postmaster), 'nobody is left to stop it')
  const messages: string[] = []
  const next = await start(t, { dataDir, log: (message) => messages.push(message) })
  t.match(messages[0], new RegExp(`^stopped PostgreSQL ${postmaster}, `))
  t.equal(findProcess(postmaster), null)
  t.same(await ask(next.url, 'select 1 as one'), [{ one: 1 }])
})

t.test('a server that was killed recovers, and its owner can still stop', async (t) => {
  const dataDir = await givenFolder(t)
  const first = await start(t, { dataDir, durable: true })
  await ask(first.url, 'create table orders as select 1 as id')
  process.kill(await findServer(dataDir), 'SIGKILL')
  await first.stop()
  const second = await start(t, { dataDir, durable: true })
  t.same(await ask(second.url, 'select id from orders'), [{ id: 1 }])
})

t.test('a postmaster.pid whose number another program uses now is not taken for a server', async (t) => {
  const dataDir = await givenFolder(t)
  await (await start(t, { dataDir })).stop()
  const clusterDir = await findClusterDir(dataDir) ?? ''
  await writeFile(join(clusterDir, 'postmaster.pid'), [process.pid, clusterDir, 0, 0, '', '127.0.0.1', '', 'ready'].join('\n'))
  t.equal(await findPostmaster(clusterDir), null)
  await t.resolves(start(t, { dataDir }))
})

t.test('a folder that the server\'s user cannot enter works too', { skip: !isRoot && 'only root needs it' }, async (t) => {
  const dataDir = await givenFolder(t)
  await chmod(dataDir, 0o700)
  const first = await start(t, { dataDir })
  await ask(first.url, 'create table orders as select 1 as id')
  await first.stop()
  const clusterDir = await findClusterDir(dataDir) ?? ''
  t.notMatch(clusterDir, dataDir)
  t.match(await readFile(join(dataDir, 'README'), 'utf8'), clusterDir)
  t.same(await ask((await start(t, { dataDir })).url, 'select id from orders'), [{ id: 1 }])
})

async function start (t: Test, options: PostgresOptions): Promise<EmbeddedPostgres> {
  const postgres = await startPostgres({ durable: false, ...options })
  t.after(async () => await postgres.stop())
  return postgres
}

async function givenFolder (t: Test): Promise<string> {
  const folder = await mkdtemp(join(await chooseClusterFolder(), 'start-'))
  await chmod(folder, 0o711)
  t.after(async () => { // tap runs the last `after` first: this one follows every stop
    await removePostgres(folder)
    await rm(folder, { recursive: true, force: true })
  })
  return folder
}

type Owner = { output: Promise<string>, exited: Promise<unknown>, kill: () => void }

/** Another process that starts the server: the first line of its output is the URL, or the refusal. */
function spawnOwner (t: Test, dataDir: string, then = 'setInterval(() => {}, 1000)'): Owner {
  const script = `
    import { startPostgres } from '${START_POSTGRES}'
    try {
      console.log((await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false })).url)
      ${then}
    } catch (error) { console.log(error.message) }`
  const owner = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(owner, 'exit')
  t.after(async () => { owner.kill('SIGKILL'); await exited })
  const output = once(createInterface({ input: owner.stdout }), 'line').then(([line]) => String(line))
  return { output, exited, kill: () => { owner.kill('SIGKILL') } }
}

async function findServer (dataDir: string): Promise<number> {
  return await findPostmaster(await findClusterDir(dataDir) ?? '') ?? 0
}

function parentOf (pid: number): number {
  return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }))
}

async function ask (url: string, query: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(query)).rows
  } finally {
    await client.end()
  }
}
