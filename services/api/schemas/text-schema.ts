import { Type } from 'typebox'
import { LINES, MOMENT, ONE_LINE, UUID } from './patterns.ts'

export const TextSchema = Type.Object({
  zh: Type.String(), en: Type.String()
}, { additionalProperties: false, description: 'Words for people, in Chinese and English' })

/** A moment: RFC 3339, UTC. */
export const MomentSchema = Type.String({ format: 'date-time' })

/** A moment that somebody sends. The format alone lets leap seconds through and a space for the T, which a Date does not read. */
export const GivenMoment = Type.String({ format: 'date-time', pattern: MOMENT, examples: ['2026-01-05T02:00:00Z'] })

/** A uuid that somebody sends, plain: the format alone lets `urn:uuid:` through. */
export function givenUuid (description: string) {
  return Type.String({ format: 'uuid', pattern: UUID, description })
}

/** Words that somebody sends, on one line. PostgreSQL stores no NUL, and nobody means a control character. */
export function line (maxLength: number, description?: string) {
  return Type.String({ minLength: 1, maxLength, pattern: ONE_LINE, ...description !== undefined && { description } })
}

/** Words that somebody sends, in lines, and not only spaces. */
export function prose (maxLength: number, description?: string) {
  return Type.String({ minLength: 1, maxLength, pattern: LINES, ...description !== undefined && { description } })
}
