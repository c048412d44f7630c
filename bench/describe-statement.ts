import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { preparedName } from '../services/platform/prepared.ts'

/** A statement of the service as a bare client sends it. */
export type Statement = {
  name: string
  text: string
  /** The name of each value, in the order of the parameters. */
  values: string[]
}

type Prepared = (db: Kysely<unknown>, values: never) => Promise<unknown>

/** The text and the parameters of a prepared statement: it is sent nowhere, with names in place of values. */
export async function describeStatement (prepared: Prepared): Promise<Statement> {
  const sent: Array<{ sql: string, parameters: readonly unknown[] }> = []
  const nowhere = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler()
    },
    log: ({ query }) => { sent.push(query) }
  })
  const names = new Proxy({}, { get: (_, name) => String(name) })
  await prepared(nowhere, names as never)
  const { sql: text, parameters } = sent[0]!
  return { name: preparedName(text)!, text, values: parameters.map(String) }
}
