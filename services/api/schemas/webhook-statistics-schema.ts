import { Type } from 'typebox'
import { nullable } from '../../platform/nullable.ts'
import { MomentSchema } from './text-schema.ts'

const COUNTED = {
  tries: Type.Integer({ description: 'Requests that were sent' }),
  delivered: Type.Integer({ description: 'Answered 2xx' }),
  failed: Type.Integer({ description: 'Everything else, tried again or not' }),
  successRate: nullable(Type.Number({ minimum: 0, maximum: 1, description: 'Null: nothing was tried' })),
  durationMs: Type.Unsafe<{ p50: number, p95: number } | null>({
    type: ['object', 'null'],
    properties: { p50: { type: 'integer' }, p95: { type: 'integer' } },
    required: ['p50', 'p95'],
    additionalProperties: false,
    description: 'From sending to the end of the answer: half of the tries, and nineteen of twenty, took no longer'
  })
}

export const WebhookStatisticsSchema = Type.Object({
  since: MomentSchema,
  until: MomentSchema,
  ...COUNTED,
  outcomes: Type.Array(Type.Object({
    outcome: Type.String({ description: 'As the delivery log names it', examples: ['delivered'] }), tries: Type.Integer()
  }, { additionalProperties: false }), { description: 'Most frequent first' }),
  held: Type.Integer({ description: 'Deliveries that wait until the endpoint is on, or for `recover`' }),
  pending: Type.Integer({ description: 'Deliveries that are under way, or tried again later' }),
  hours: Type.Array(Type.Object({ from: MomentSchema, ...COUNTED }, { additionalProperties: false }), { description: 'Oldest first' })
}, { additionalProperties: false, description: 'Deliveries of events; consent checks and tests do not count' })
