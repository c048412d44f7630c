import { Type } from 'typebox'

/**
 * The few kinds of field an order has, as plain JSON Schema. The schema holds types, lengths and counts; what a
 * value must be to be true (characters, check digits, codes of a list, dates) is for check-shape.ts, whose messages name a remedy.
 */
export function text (description: string, minLength: number, maxLength: number) {
  return Type.String({ description, minLength, maxLength })
}

/** The plain id of a list of the bureau (bureauId), not the power of two that its forms calculate with. */
export function code (description: string) {
  return Type.Integer({ description, minimum: 1, maximum: 999 })
}

export function codes (description: string, minItems: number, maxItems: number) {
  return Type.Array(Type.Integer({ minimum: 1, maximum: 999 }), { description, minItems, maxItems, uniqueItems: true })
}

export function date (description: string) {
  return Type.String({ description, pattern: '^\\d{4}-\\d{2}-\\d{2}$', examples: ['2029-01-01'] })
}

/** Certificates without an end carry 长期; the API spells it long_term. */
export function dateOrLongTerm (description: string) {
  return Type.String({ description, pattern: '^(\\d{4}-\\d{2}-\\d{2}|long_term)$', examples: ['2040-03-12', 'long_term'] })
}
