import t from 'tap'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const DEMO = fileURLToPath(new URL('../../services/embedded/demo/main.ts', import.meta.url))

t.test('the five stories of the demo end as they should', async (t) => {
  const demo = spawn(process.execPath, [DEMO], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } })
  t.after(() => { demo.kill() })
  const [out, complaints] = await Promise.all([text(demo.stdout), text(demo.stderr), once(demo, 'close')])
  t.equal(demo.exitCode, 0, complaints + out)
  t.equal(out.match(/^✔ /gm)?.length, 5)
  t.equal(out.match(/^✔ .*粤ICP备\d+号 {2}粤ICP备\d+号-1$/gm)?.length, 4, 'all but the abandoned one have their numbers')
  t.notMatch(out, '\u001b', 'no colours where no terminal is')
})
