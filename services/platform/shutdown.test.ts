import t, { type Test } from 'tap'
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const PART = fileURLToPath(new URL('testing/log-while-closing.ts', import.meta.url))

t.test('a signal closes in order, and the log is complete', async (t) => {
  const part = await given(t)
  const said = text(part.stdout)
  part.kill('SIGTERM')
  await once(part, 'close')
  t.equal(part.exitCode, 0)
  t.equal((await said).match(/the database is gone/g)?.length, 100)
})

t.test('a process whose supervisor is gone ends, also with a log that nobody reads any more', async (t) => {
  const part = await given(t)
  const ended = once(part, 'exit', { signal: AbortSignal.timeout(60_000) })
  part.stdout.destroy()
  part.stdin.destroy()
  await t.resolves(ended)
})

async function given (t: Test): Promise<ChildProcessByStdio<Writable, Readable, null>> {
  const part = spawn(process.execPath, [PART], {
    env: { ...process.env, BEIAN_STOP_WITH_STDIN: '1' }, stdio: ['pipe', 'pipe', 'inherit']
  })
  t.after(() => { part.kill('SIGKILL') })
  await once(part.stdout, 'readable')
  return part
}
