import { CompiledQuery, type Kysely } from 'kysely'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Kysely<any> is how Kysely says "whatever the schema"
type AnyKysely = Kysely<any>

/** Stands where a value will stand; Kysely takes it for a parameter. */
class Placeholder {
  readonly name: string
  constructor (name: string) { this.name = name }
}

const preparedTexts = new Map<string, string>()

/** The name under which PostgreSQL keeps the plan of a prepared text; undefined for all others. */
export function preparedName (text: string): string | undefined {
  return preparedTexts.get(text)
}

/**
 * A statement that is built and compiled once, and from then on only given its values: neither Kysely nor
 * PostgreSQL plans it again. The hot path is worth it: compiling the commit of a command costs more than running it.
 */
export function prepare<Values extends object, Row> (
  name: string, build: (values: Values, db: AnyKysely) => { compile (db: AnyKysely): CompiledQuery<Row> }
) {
  let compiled: { text: string, names: unknown[] } | undefined
  const placeholders = new Proxy({}, { get: (_, key) => new Placeholder(String(key)) }) as Values

  return async (db: AnyKysely, values: Values): Promise<Row[]> => {
    compiled ??= compile(name, build(placeholders, db).compile(db))
    const parameters = compiled.names.map((item) =>
      item instanceof Placeholder ? (values as Record<string, unknown>)[item.name] : item)
    const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(compiled.text, parameters))
    return rows
  }
}

function compile (name: string, { sql, parameters }: CompiledQuery) {
  preparedTexts.set(sql, name)
  return { text: sql, names: [...parameters] }
}
