import { Type, type Static, type TSchema } from 'typebox'

/**
 * Null or a value of one type, as `type: [..., "null"]`: an anyOf would make the serialiser try one schema after the
 * other, and a client generator invent a name.
 */
export function nullable<Schema extends TSchema> (schema: Schema) {
  const { type, enum: values, ...rest } = schema as Schema & { type?: string, enum?: unknown[] }
  return Type.Unsafe<Static<Schema> | null>({ ...rest, type: [type ?? 'string', 'null'], ...values && { enum: [...values, null] } })
}
