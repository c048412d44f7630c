import t from 'tap'
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
const SMALL = ['--seconds', '1', '--rounds', '1', '--warm-up', '0.1', '--orders', '32', '--connections', '8', '--not-durable']

t.test('the bench compares commands and reads with the bare client and judges them', async (t) => {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...SMALL])
  const rates = String.raw`(\s+[\d,]+(\.\d+)?){8}\s+(met|MISSED: .+)$`
  for (const row of ['order commands', 'order commands, Idempotency-Key', 'reading one order']) {
    t.match(stdout, new RegExp(`^${row}${rates}`, 'm'))
  }
  t.match(stdout, /PostgreSQL \d+\.\d+ \(NOT durable\)/)
})
