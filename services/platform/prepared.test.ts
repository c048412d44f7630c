import { sql, type Kysely } from 'kysely'
import t from 'tap'
import { createTestDatabase } from '../../tests/support/database.ts'
import { connectPostgres, violatedConstraint } from './postgres.ts'
import { prepare } from './prepared.ts'

const add = prepare<{ a: number, b: number }, { sum: number }>('test_add', ({ a, b }) => sql`select ${a}::int + ${b}::int as sum`)
const repeat = prepare<{ text: string }, { once: string, twice: string }>('test_repeat', ({ text }, db: Kysely<unknown>) => db
  .selectNoFrom([sql<string>`${text}::text`.as('once'), sql<string>`${text}::text || ${text}::text`.as('twice')]))

t.test('a prepared statement takes new values each time and is planned once', async (t) => {
  const { url } = await createTestDatabase(t, 'empty')
  const db = connectPostgres<object>({ url, maxConnections: 1 })
  t.after(async () => await db.destroy())
  t.strictSame(await add(db, { a: 1, b: 2 }), [{ sum: 3 }])
  t.strictSame(await add(db, { a: 10, b: 20 }), [{ sum: 30 }])
  t.strictSame(await repeat(db, { text: 'x' }), [{ once: 'x', twice: 'xx' }])
  const { rows } = await sql<{ name: string }>`select name from pg_prepared_statements order by name`.execute(db)
  t.strictSame(rows.map(({ name }) => name), ['test_add', 'test_repeat'])
})

t.test('a refused write names the constraint that refused it', async (t) => {
  const { url } = await createTestDatabase(t, 'empty')
  const db = connectPostgres<object>({ url, maxConnections: 1 })
  t.after(async () => await db.destroy())
  await sql`create table one (n int constraint only_one_n unique)`.execute(db)
  await sql`insert into one values (1)`.execute(db)
  const error = await sql`insert into one values (1)`.execute(db).catch((refused: unknown) => refused)
  t.equal(violatedConstraint(error), 'only_one_n')
  t.equal(violatedConstraint(new Error('other')), undefined)
})
