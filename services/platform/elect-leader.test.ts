import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import t, { type Test } from 'tap'
import { createTestDatabase } from '../../tests/support/database.ts'
import { until } from '../../tests/support/until.ts'
import { electLeader } from './elect-leader.ts'
import { connectPostgres } from './postgres.ts'

const log = pino({ level: 'silent' })

async function given (t: Test, processes: number, leaseMs = 600) {
  const { url } = await createTestDatabase(t)
  const candidates = Array.from({ length: processes }, () => {
    const db = connectPostgres({ url, maxConnections: 2 })
    const changes: boolean[] = []
    const leadership = electLeader(db, { name: 'test', holder: randomUUID(), log, leaseMs, onChange: (is) => changes.push(is) })
    return { ...leadership, changes, db }
  })
  t.after(async () => {
    for (const { resign, db } of candidates) {
      await resign().catch(() => {}) // its database is away
      await db.destroy()
    }
  })
  return { candidates, leaders: () => candidates.filter(({ isLeader }) => isLeader()) }
}

t.test('of five processes one is elected, and stays it', async (t) => {
  const { leaders, candidates } = await given(t, 5)
  await until(() => leaders().length === 1)
  const [first] = leaders()
  let rounds = 0
  await until(() => {
    t.equal(leaders().length, 1)
    t.equal(leaders()[0], first)
    return ++rounds > 30 // longer than a lease
  })
  t.same(candidates.flatMap(({ changes }) => changes), [true])
})

t.test('one that resigns is followed at once', async (t) => {
  const { leaders } = await given(t, 2, 3000)
  await until(() => leaders().length === 1)
  const [first] = leaders()
  await first!.resign()
  t.notOk(first!.isLeader())
  await until(() => leaders().length === 1, { timeoutMs: 2000 }) // a third of a lease, not a whole one
  t.not(leaders()[0], first)
})

t.test('one that loses its database stops by itself, before another takes over', async (t) => {
  const { leaders, candidates } = await given(t, 2)
  await until(() => leaders().length === 1)
  const [first] = leaders()
  await first!.db.destroy()
  await until(() => {
    t.ok(leaders().length <= 1, 'never two')
    return leaders().length === 1 && leaders()[0] !== first
  })
  t.equal(candidates.filter(({ changes }) => changes.includes(true)).length, 2)
})
