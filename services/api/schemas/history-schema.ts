import { Type } from 'typebox'
import { FindingSchema } from './finding-schema.ts'
import { nullable } from './nullable.ts'
import { OrderStateSchema } from './order-schema.ts'
import { MomentSchema } from './text-schema.ts'

/** What a field can hold, in JSON; null is a field that was not there. */
const ValueSchema = Type.Union([
  Type.String(), Type.Number(), Type.Boolean(), Type.Null(),
  Type.Array(Type.Union([Type.String(), Type.Number()])),
  Type.Object({}, { additionalProperties: false, description: 'An object without a field' })
])

export const HistoryRowSchema = Type.Object({
  version: Type.Integer({ description: '1..n, without a gap' }),
  at: MomentSchema,
  actor: nullable(Type.String({ description: 'Who asked; null for the system and the bureau' })),
  role: Type.String(),
  event: Type.String({ examples: ['submit'] }),
  from: nullable(OrderStateSchema),
  to: OrderStateSchema,
  reason: nullable(Type.String()),
  findings: Type.Array(FindingSchema, { description: 'What this event objected to' }),
  attempt: Type.Integer(),
  changes: Type.Array(Type.Object({
    field: Type.String(), before: ValueSchema, after: ValueSchema
  }, { additionalProperties: false })),
  ignored: Type.Boolean({ description: 'A fact that came too late, or twice, and changed nothing' }),
  requestId: nullable(Type.String()),
  effects: Type.Array(Type.Object({
    kind: Type.Enum(['upload_to_bureau', 'hand_over', 'notify']),
    status: Type.Enum(['pending', 'queued', 'done', 'failed']),
    doneAt: nullable(MomentSchema)
  }, { additionalProperties: false }))
}, { $id: 'HistoryRow', additionalProperties: false, description: 'One step in the life of an order' })
