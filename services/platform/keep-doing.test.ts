import { pino } from 'pino'
import t from 'tap'
import { until } from '../../tests/support/until.ts'
import { keepDoing } from './keep-doing.ts'

const log = pino({ level: 'silent' })
const NEVER_MS = 1_000_000

t.test('whoever wakes it in the middle of a round, or while it rests, gets another round', async (t) => {
  let [rounds, finish] = [0, () => {}]
  const loop = keepDoing(log, 'test', NEVER_MS, async () => {
    rounds++
    await new Promise<void>((resolve) => { finish = resolve })
  }, 20)
  t.after(async () => {
    finish()
    await loop.stop()
  })
  await until(() => rounds === 1)
  loop.wake()
  finish()
  await until(() => rounds === 2)
  finish()
  await new Promise(setImmediate) // it rests
  loop.wake()
  await until(() => rounds === 3)
  finish()
})

t.test('woken at every moment it still rests', async (t) => {
  const begun: number[] = []
  const loop = keepDoing(log, 'test', NEVER_MS, async () => { begun.push(performance.now()) }, 100)
  const waking = setInterval(loop.wake, 1)
  await until(() => begun.length === 4)
  clearInterval(waking)
  await loop.stop()
  t.ok(begun.slice(1).every((at, index) => at - begun[index]! > 95), String(begun))
})

t.test('it stops at once, also while it rests, and a round that fails is not the last', async (t) => {
  let rounds = 0
  const loop = keepDoing(log, 'test', 1, async () => {
    rounds++
    throw new Error('a bad round')
  }, 1)
  await until(() => rounds > 2)
  await loop.stop()
  const resting = keepDoing(log, 'test', NEVER_MS, async () => { rounds = 100 }, NEVER_MS)
  await until(() => rounds === 100)
  await resting.stop()
  t.pass('it has stopped')
})

t.test('rounds that go on failing are told once, with how many they were when they go well again', async (t) => {
  const lines: Array<{ msg: string, loop: string, rounds: number }> = []
  const told = pino({}, { write: (line: string) => { lines.push(JSON.parse(line) as typeof lines[number]) } })
  let rounds = 0
  const loop = keepDoing(told, 'test', 1, async () => { if (++rounds <= 5) throw new Error('a bad round') })
  await until(() => rounds > 7)
  await loop.stop()
  t.strictSame(lines.map(({ msg, loop, rounds }) => [msg, loop, rounds]), [['a round failed', 'test', 1], ['rounds go well again', 'test', 5]])
})
