import t from 'tap'
import { shareClock, type MovableClock } from './share-clock.ts'

const HOUR_MS = 60 * 60 * 1000

t.test('time stands while one of those who share it is busy, and then goes to the first moment waited for', async (t) => {
  const { clock, moves } = givenClock()
  const shared = await shareClock(clock, 2)
  const woken: string[] = []
  const first = shared.pass(3 * HOUR_MS).then(() => { woken.push('three') })
  t.same(moves, [], 'the other one is in the middle of something')
  await shared.pass(HOUR_MS).then(() => { woken.push('one') })
  t.same(hours(moves), [1])
  shared.leave()
  await first
  t.same(hours(moves), [1, 3])
  t.same(woken, ['one', 'three'])
})

t.test('moments close together are reached in one move, the later one counts', async (t) => {
  const { clock, moves } = givenClock()
  const shared = await shareClock(clock, 2)
  await Promise.all([shared.pass(HOUR_MS), shared.pass(HOUR_MS + 60_000)])
  t.equal(moves.length, 1)
  t.ok(moves[0]! >= HOUR_MS + 59_000)
})

t.test('a clock that cannot be moved fails those who wait for it', async (t) => {
  const shared = await shareClock({ ...givenClock().clock, moveTo: async () => { throw new Error('the test clock is off') } }, 1)
  await t.rejects(shared.pass(HOUR_MS), { message: 'the test clock is off' })
})

/** Remembers how far beyond real time it was moved. */
function givenClock (): { clock: MovableClock, moves: number[] } {
  const moves: number[] = []
  return {
    moves,
    clock: {
      now: async () => new Date(),
      async moveTo (moment) {
        moves.push(moment.getTime() - Date.now())
        return moment
      }
    }
  }
}

function hours (moves: number[]): number[] {
  return moves.map((ms) => Math.round(ms / HOUR_MS))
}
