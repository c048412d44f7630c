import { Type } from 'typebox'

export const TextSchema = Type.Object({
  zh: Type.String(), en: Type.String()
}, { additionalProperties: false, description: 'Words for people, in Chinese and English' })

/** A moment: RFC 3339, UTC. */
export const MomentSchema = Type.String({ format: 'date-time' })
