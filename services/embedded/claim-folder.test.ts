import t, { type Test } from 'tap'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { claimFolder } from './claim-folder.ts'

t.test('one process has a folder until it lets go', async (t) => {
  const folder = await givenFolder(t)
  const claim = await claimFolder(folder, process.pid)
  const refusal = new RegExp(`^Error: ${folder} is in use by process ${process.pid} .+: stop that one first, or choose another DATA_DIR$`)
  await t.rejects(claimFolder(folder, process.ppid).catch((error) => { t.match(String(error), refusal); throw error }))
  await claim.release()
  await claimFolder(folder, process.ppid)
  await t.rejects(claimFolder(folder, process.pid), { message: /is in use/ })
})

t.test('the folder of a process that was killed is free', async (t) => {
  const folder = await givenFolder(t)
  const owner = givenProcess(t)
  await claimFolder(folder, owner.pid)
  await t.rejects(claimFolder(folder, process.pid), { message: /is in use/ })
  owner.kill()
  await owner.exited
  await claimFolder(folder, process.pid)
  t.equal((await readdir(folder)).length, 1, 'nothing of the dead owner is left')
})

t.test('of many that want the folder of a dead process at once, one gets it', async (t) => {
  const folder = await givenFolder(t)
  const owner = givenProcess(t)
  await claimFolder(folder, owner.pid)
  owner.kill()
  await owner.exited
  const tries = await Promise.allSettled(Array.from({ length: 20 }, async () => await claimFolder(folder, process.pid)))
  t.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1)
  t.same(await readdir(folder), ['owner-2.json'])
})

t.test('a folder that cannot be is refused with what to do', async (t) => {
  const folder = await givenFolder(t)
  await t.rejects(claimFolder('/dev/null/data', process.pid), { message: /^cannot write to \/dev\/null\/data as uid .+choose another DATA_DIR$/ })
  t.same(await readdir(folder), [])
})

async function givenFolder (t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'beian-claim-'))
  t.after(async () => await rm(folder, { recursive: true }))
  return folder
}

function givenProcess (t: Test): { pid: number, kill: () => void, exited: Promise<unknown> } {
  const child = spawn('sleep', ['60'])
  const exited = once(child, 'exit')
  t.after(() => { child.kill('SIGKILL') })
  return { pid: child.pid ?? 0, kill: () => { child.kill('SIGKILL') }, exited }
}
