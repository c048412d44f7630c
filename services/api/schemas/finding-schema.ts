import { Type } from 'typebox'
import { nullable } from '../../platform/nullable.ts'
import { TextSchema } from './text-schema.ts'

export const FindingSchema = Type.Object({
  field: nullable(Type.String({
    description: 'Path of /v1/meta/fields, in `content`; `[]` is every place of a list; null when it is about the whole order', examples: ['service.name']
  })),
  code: Type.String({ examples: ['SITE_NAME_INVALID'] }),
  severity: Type.Enum(['reject', 'warn'], { description: '`reject` blocks a submission' }),
  stage: Type.Enum(['rules', 'initial_review', 'bureau_queue', 'bureau'], { description: 'Who found it' }),
  message: TextSchema,
  suggestion: nullable(TextSchema)
}, { additionalProperties: false, description: 'One problem' })
