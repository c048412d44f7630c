import t from 'tap'
import { createTestDatabase } from '../../tests/support/database.ts'
import { moveTestClock, realClock, sharedTestClock } from './clock.ts'
import { connectPostgres } from './postgres.ts'

const DAY_MS = 24 * 60 * 60 * 1000

t.test('a test clock moves for every process on the database, and never back', async (t) => {
  const { url } = await createTestDatabase(t)
  const db = connectPostgres<{ test_clock: { offset_ms: string } }>({ url })
  t.after(async () => await db.destroy())
  const [one, other] = [await sharedTestClock(db), await sharedTestClock(db)]
  t.after(async () => { one.close(); other.close() })
  const tomorrow = new Date(Date.now() + DAY_MS)
  await moveTestClock(db, tomorrow)
  await Promise.all([one.refresh(), other.refresh()])
  for (const clock of [one, other]) t.ok(clock.now() >= tomorrow)
  await moveTestClock(db, new Date())
  await one.refresh()
  t.ok(one.now() >= tomorrow)
})

t.test('without a test clock time is what it is', async (t) => {
  t.ok(Math.abs(realClock().now().getTime() - Date.now()) < 1000)
})
