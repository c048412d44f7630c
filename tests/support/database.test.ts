import t from 'tap'
import pg from 'pg'
import { createTestDatabase } from './database.ts'
import { readServers } from './servers.ts'

t.test('each test has a database of its own, dropped after it', async (t) => {
  let url = ''
  await t.test('as long as it runs', async (t) => {
    url = (await createTestDatabase(t)).url
    const other = await createTestDatabase(t)
    t.not(url, other.url)
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {}) // left open on purpose: the drop must get rid of it
    await client.connect()
    await client.query('create table only_here (id int)')
    const { rows } = await ask(other.url, "select to_regclass('only_here') as found")
    t.same(rows, [{ found: null }])
  })
  await t.rejects(ask(url, 'select 1'), { code: '3D000' }, 'it exists no more')
})

t.test('databases can be made at the same time', async (t) => {
  const made = await Promise.all(Array.from({ length: 8 }, async () => await createTestDatabase(t)))
  const answers = await Promise.all(made.map(async ({ url }) => await ask(url, 'select current_database() as name')))
  t.equal(new Set(answers.map(({ rows }) => (rows[0] as { name: string }).name)).size, 8)
})

t.test('a file that tap did not run is told how to run', async (t) => {
  const parent = Object.getOwnPropertyDescriptor(process, 'ppid')
  Object.defineProperty(process, 'ppid', { value: 0, configurable: true })
  t.after(() => parent === undefined || Object.defineProperty(process, 'ppid', parent))
  t.throws(() => readServers(), /start tests as `npx tap/)
})

async function ask (url: string, query: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(query)
  } finally {
    await client.end()
  }
}
