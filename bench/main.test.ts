import t from 'tap'
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
const SMALL = ['--seconds', '0.4', '--rounds', '1', '--warm-up', '0.1', '--orders', '32', '--connections', '8', '--timers', '200', '--outbox', '200', '--webhooks', '200', '--not-durable']

t.test('the bench compares commands and reads with the bare client, drains what is due, sends what waits, and judges them', async (t) => {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...SMALL])
  const rates = String.raw`(\s+[\d,]+(\.\d+)?){8}\s+(met|MISSED: .+)$`
  for (const row of ['order commands', 'order commands, Idempotency-Key', 'reading one order']) {
    t.match(stdout, new RegExp(`^${row}${rates}`, 'm'))
  }
  t.match(stdout, /^due timers: 2\d\d fired by one worker, [\d,]+\/s, worker \d+ MB {2}(met|MISSED: .+)$/m)
  for (const what of ['outbox to queue', 'webhooks', 'events to webhooks']) {
    t.match(stdout, new RegExp(String.raw`^${what}, PostgreSQL: 200 by one worker, [\d,]+/s, worker \d+ MB {2}(met|MISSED: .+)$`, 'm'))
  }
  t.match(stdout, /PostgreSQL \d+\.\d+ \(NOT durable\)/)
})
