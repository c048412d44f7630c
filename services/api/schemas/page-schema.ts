import { Type, type TSchema } from 'typebox'
import { nullable } from '../../platform/nullable.ts'

/** Query of every list. */
export const PAGE_QUERY = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: '`nextCursor` of the page before' }))
}

export function pageOf<Schema extends TSchema> (schema: Schema) {
  return Type.Object({
    data: Type.Array(schema),
    nextCursor: nullable(Type.String({ description: 'Null on the last page' }))
  }, { additionalProperties: false })
}

/** A list that is short enough to come whole. */
export function listOf<Schema extends TSchema> (schema: Schema) {
  return Type.Object({ data: Type.Array(schema) }, { additionalProperties: false })
}
