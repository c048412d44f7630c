import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { removePostgres } from '../../services/embedded/postgres/remove-postgres.ts'
import { startBeian } from '../../services/embedded/start-beian.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const PRINTED_ADDRESS = 'http://127.0.0.1:3000'
const lacking = ['bash', 'curl', 'npm'].filter((command) => spawnSync(command, ['--version']).error !== undefined)

t.test('the ten lines of the README work as printed', { skip: lacking.length > 0 && `not installed: ${lacking.join(', ')}` }, async (t) => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'beian-readme-'))
  chmodSync(dataDir, 0o711) // as root PostgreSQL runs as another user, who has to enter
  const pace = { checkAfterMs: 100, smsAfterMs: 500, reviewAfterMs: 500 }
  const beian = await startBeian({ dataDir, durable: false, pace, log: () => {} })
  t.after(async () => {
    await beian.stop()
    await removePostgres(dataDir)
  })
  const [block = ''] = /(?<=^```sh\n)[\s\S]*?(?=^```)/m.exec(readFileSync(path.join(root, 'README.md'), 'utf8')) ?? []
  t.match(block, PRINTED_ADDRESS)

  const script = `set -euo pipefail\n${block.replaceAll(PRINTED_ADDRESS, beian.url)}`
  const shell = spawn('bash', ['-c', script], { cwd: root, env: { ...process.env, DATA_DIR: dataDir }, timeout: 60_000 })
  const [out, err, code] = await Promise.all([
    text(shell.stdout), text(shell.stderr), new Promise((resolve) => shell.once('close', resolve))
  ])
  t.equal(code, 0, err)
  const [submitted, passed, sent, number, ...history] = out.trim().split('\n')
  t.strictSame([submitted, passed, sent], ['等待初审', '待提交管局', '提交管局中'])
  t.match(number, /^粤ICP备\d{8}号$/)
  t.match(history, [/ 申请人创建了订单，/, / 申请人提交了订单，/, / 审核人员初审通过，/, / 上报人员将订单提交管局，/])
  t.match(history.at(-1), / 管局已登记结果，订单进入已备案$/)
})
