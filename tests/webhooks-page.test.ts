import { readFileSync } from 'node:fs'
import t from 'tap'
import { readWishes } from '../services/embedded/listen/read-wishes.ts'
import { readWanted } from '../services/embedded/trigger/read-wanted.ts'
import { pauseAfter, TRIES } from '../services/webhooks/deliveries/retry-timetable.ts'

const page = readFileSync(new URL('../docs/webhooks.md', import.meta.url), 'utf8')
const UNIT_MS: Record<string, number> = { s: 1000, min: 60_000, h: 3_600_000 }

t.test('the page for integrators has the timetable of retries as it is', async (t) => {
  const rows = [...page.matchAll(/^\| (\d+) \| (\d+) (s|min|h) \|$/gm)].map(([, tries, amount, unit]) => [Number(tries), Number(amount) * UNIT_MS[unit!]!])
  t.strictSame(rows, Array.from({ length: TRIES - 1 }, (_, n) => [n + 1, pauseAfter(n + 1, { random: () => 0.5 })]))
})

t.test('the commands and options that it names are there', async (t) => {
  const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { scripts: Record<string, string> }
  const commands = [...page.matchAll(/npm run ([\w-]+)/g)].map(([, name]) => name!)
  t.ok(commands.length > 2)
  t.strictSame(commands.filter((name) => !(name in scripts)), [])
  const options = [...page.matchAll(/`(--[a-z-]+)/g)].map(([, option]) => option!)
  t.ok(options.length > 5)
  t.strictSame(options.filter((option) => [readWishes, readWanted].every((read) => isUnknown(read, option))), [])
})

function isUnknown (read: (args: string[]) => unknown, option: string): boolean {
  try {
    read([option])
    return false
  } catch (error) {
    return (error as Error).message.includes('Unknown option')
  }
}
